// What staking rewards should be: a twin of a programme that knows no index. It shares out each block by
// definition, in whole numbers, from nothing but what events say and the blocks they are in.

/** Rates are in these: so many are a unit. */
const GRAINS = 10n ** 9n;

/** A sum of fractions, by their denominators: nothing is rounded before it is asked for. */
class Fractions {
  #parts = new Map();

  add(numerator, denominator) {
    this.#parts.set(denominator, (this.#parts.get(denominator) ?? 0n) + numerator);
  }

  /** The whole units, when the fractions are of grains. */
  units() {
    let [numerator, denominator] = [0n, 1n];
    for (const [below, above] of this.#parts) {
      [numerator, denominator] = [numerator * below + above * denominator, denominator * below];
    }
    return numerator / (denominator * GRAINS);
  }
}

/** A programme, as far as events tell of it. */
export class Twin {
  #changes = [];
  #closed = null;
  streams = [];

  /** From what the event of its creation says. */
  constructor(created) {
    this.created = created;
    this.staked = created.staked;
  }

  /** Learns of an event of the block with this number. */
  hear(block, { name, data }) {
    const stream = this.streams[data.stream];
    switch (name.split('.')[1]) {
      case 'Staked':
        return this.#change(block, data, BigInt(data.amount));
      case 'Unstaked':
        return this.#change(block, data, -BigInt(data.amount));
      case 'StreamOpened': {
        const { currency, refundTo, funded } = data;
        const sums = { funded: BigInt(funded), paid: 0n, refunded: 0n };
        this.streams[data.stream] = { currency, refundTo, ...sums, claims: new Map(), terms: [] };
        return this.#set(block, data.stream, data);
      }
      case 'StreamSet':
        return this.#set(block, data.stream, data);
      case 'StreamFunded':
        stream.funded += BigInt(data.amount);
        return undefined;
      case 'Refunded':
        stream.refunded += BigInt(data.amount);
        return undefined;
      case 'Claimed':
        stream.paid += BigInt(data.amount);
        stream.claims.set(data.who, this.#paidTo(stream, data.who) + BigInt(data.amount));
        return undefined;
      case 'ProgrammeClosed':
        this.#closed = data.at;
        return this.streams.forEach(({ terms }, at) => {
          const { rate, start, end } = terms.at(-1);
          this.#set(block, at, { rate, start, end: Math.min(end, block) });
        });
      default:
        return undefined;
    }
  }

  #change(block, { who, tier, unlock }, amount) {
    const power = amount * BigInt(this.created.tiers[tier].multiplierBps);
    this.#changes.push({ block, who, tier, unlock, amount, power });
  }

  #set(block, stream, { rate, start, end }) {
    this.streams[stream].terms.push({ since: block, rate: BigInt(rate), start, end });
  }

  #paidTo(stream, who) {
    return stream.claims.get(who) ?? 0n;
  }

  /** What is staked at the end of a block, and its power: of all, or of one account, or in one tier. */
  stakes(block, who, tier) {
    const isMeant = (change) => change.block <= block
      && (who === undefined || change.who === who) && (tier === undefined || change.tier === tier);
    const changes = this.#changes.filter(isMeant);
    const sum = (of) => changes.reduce((all, change) => all + change[of], 0n);
    return { amount: sum('amount'), power: sum('power') };
  }

  /** What a block emits of a stream, in grains. A new rate is that of the blocks after it was set. */
  emission(stream, block) {
    const { rate = 0n, start, end } = this.streams[stream].terms.findLast(({ since }) => since < block) ?? {};
    const { amount } = this.stakes(block - 1);
    const isEnough = amount > 0n && amount >= BigInt(this.created.minTotal);
    return isEnough && start < block && block <= end ? rate : 0n;
  }

  /** The blocks up to the one with this number in which a stream can have emitted anything. */
  #blocks(stream, last) {
    const first = this.streams[stream].terms[0].since + 1;
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  }

  /** The whole units that a stream has emitted up to and with a block. */
  emitted(stream, block) {
    return this.#blocks(stream, block).reduce((all, at) => all + this.emission(stream, at), 0n) / GRAINS;
  }

  /**
   * The whole units that an account has earned of a stream up to and with a block, and has not been
   * paid. In each block it earns by what was staked at the end of the block before.
   */
  due(stream, block, who) {
    let whole = 0n;
    let parts = new Fractions();
    for (const at of this.#blocks(stream, block)) {
      const emission = this.emission(stream, at);
      if (emission > 0n) parts.add(emission * this.stakes(at - 1, who).power, this.stakes(at - 1).power);
      // Who has nothing staked any more gives up the fraction of a unit.
      if (this.stakes(at, who).power === 0n) {
        whole += parts.units();
        parts = new Fractions();
      }
    }
    return whole + parts.units() - this.#paidTo(this.streams[stream], who);
  }

  /** Whether a claim may pay this: the exact part, or the unit less that rounding may leave in the pot. */
  allows(amount, stream, block, who) {
    const short = this.due(stream, block, who) - BigInt(amount);
    return short === 0n || short === 1n;
  }

  /** Whether stakes can be kept in a block. */
  #locks(block) {
    return this.#closed === null && this.streams.some(({ terms }) => block < terms.at(-1).end);
  }

  /** What is told of a programme in the state after a block. */
  info(programmeId, block) {
    const { creator, staked, minStake, minTotal, tiers } = this.created;
    const { amount, power } = this.stakes(block);
    return {
      programmeId,
      staked,
      creator,
      status: this.#closed === null ? 'Open' : { Closed: { at: this.#closed } },
      listed: false,
      locksLifted: false,
      minStake,
      minTotal,
      tiers,
      totalStaked: String(amount),
      totalPower: String(power),
      streams: this.streams.map(({ currency, refundTo, funded, paid, refunded, terms }, at) => {
        const { rate, start, end } = terms.at(-1);
        return {
          currency,
          refundTo,
          rate: String(rate),
          start,
          end,
          funded: String(funded),
          emitted: String(this.emitted(at, block + 1)),
          paid: String(paid),
          refunded: String(refunded),
          emitting: this.emission(at, block + 1) > 0n,
        };
      }),
    };
  }

  /** What is told of an account's stakes in the state after a block. */
  stakesInfo(block, who) {
    const infos = this.created.tiers.map((_, tier) => {
      const locks = this.#changes.filter((change) => change.who === who && change.tier === tier && change.unlock);
      const unlock = Math.max(0, ...locks.map((change) => change.unlock));
      const isLocked = this.#locks(block + 1) && block + 1 < unlock;
      return { tier, amount: String(this.stakes(block, who, tier).amount), lockedUntil: isLocked ? unlock : null };
    });
    return infos.filter(({ amount }) => amount !== '0');
  }
}
