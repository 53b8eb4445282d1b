// Staking rewards: what accounts stake, earn, claim and get back, each sum to the last unit as a twin of
// the programme shares it out from the blocks of the events.

import assert from 'node:assert/strict';
import {
  account, balances, bestBlock, blockAfter, height, newAsset, nextAsset, plain, rewardsPot, send, sendAll, sharesOf,
} from './lib/chain.js';
import { api } from './lib/dev.js';
import { story } from './lib/story.js';
import { quote } from './lib/trades.js';
import { Twin } from './lib/twin.js';

/** The pool of TIDE and tUSD that a development chain is born with, and the programme for TIDE. */
const POOL = 0;
const PROTOCOLS = 0;
const DOLLAR = { WithId: 1 };
const SHARES = sharesOf(POOL);
const TIDE = 10n ** 12n;
const UNHEARD_OF = 999_999;
/** The errors of the rewards, by their names alone. */
const own = (name) => `stakingRewards.${name}`;

// The author of the blocks is paid the fees of all others, so it is none of these.
const [bob, charlie, dave, eve] = ['Bob', 'Charlie', 'Dave', 'Eve'].map(account);
/** Creates the programmes, and is the team of an asset in which they pay. */
const maker = account('Ferdie');
const stakers = [bob, charlie, dave];
const pot = rewardsPot(api);
const everybody = [...stakers, eve, maker].map(({ address }) => address);

const { addLiquidity } = api.tx.amm;
const {
  claim, claimFor, close, compound, createProgramme, extend, forceUnlock, fund, openStream, refund, removeProgramme,
  setListed, setStream, stake, unstake,
} = api.tx.stakingRewards;

/** The tiers: free, for some blocks, and for as long as may be, which is longer than this file takes. */
const LONGEST = api.consts.stakingRewards.maxLockBlocks.toNumber();
const [FREE, SHORT, LONG] = [0, 1, 2];
const TIERS = [
  { blocks: 0, multiplierBps: 10_000 },
  { blocks: 3, multiplierBps: 12_347 },
  { blocks: LONGEST, multiplierBps: 29_989 },
];
/** The least of a stake and of all stakes, in shares: of these everybody has some 2.8 * 10^12. */
const [MIN_STAKE, MIN_TOTAL] = [1_000_000n, 1_000_000_000_000n];

/** What streams are opened with. Nobody is in a hurry: they are ended when all has been seen. */
const BLOCKS = 300;
const FUNDED = { dollars: 1_234_567_891n, coins: 98_765_432_109n, tide: 5_000n * TIDE + 1n, more: 500_000_003n };
/** A rate that such a stream can pay to its end; it is no whole number of units in a block. */
const rateOf = (funded) => (funded * 10n ** 9n) / BigInt(BLOCKS) - 123_457n;

/** An asset with an odd number of decimals and a minimum balance that counts. */
const COIN = { decimals: 7, supply: 10n ** 14n, minBalance: 3n };
let coin;
/** The programme in which shares are staked, and one for TIDE. */
let lp;
let tides;
/** The twins, by programme. */
const twins = new Map();
const twinOf = (id) => twins.get(Number(id));
/** The protocol's own has had no event that told of it. */
const stakedIn = (id) => twinOf(id)?.staked ?? 'Native';

const currencies = () => ['Native', DOLLAR, coin, SHARES];
const sameAs = (currency) => (other) => JSON.stringify(other) === JSON.stringify(currency);
/** What everybody and the pot have free of each currency after a block. */
const purses = (block) => Promise.all([...everybody, pot].map((who) => balances(api, block, who, currencies())));

/** What an event says has moved: for whom, in what, how much. */
function movedBy({ name, data }) {
  const { who, amount, currency, programmeId, stream } = data;
  const toPot = (payer, what, sum) => [[payer, what, -BigInt(sum)], [pot, what, BigInt(sum)]];
  switch (name) {
    case 'transactionPayment.TransactionFeePaid': return [[who, 'Native', -BigInt(data.actualFee)]];
    case 'amm.Swapped': return [
      [who, data.assetIn, -BigInt(data.amountIn)],
      [who, data.assetOut, BigInt(data.amountOut)],
    ];
    case own('Staked'): return [[who, stakedIn(programmeId), -BigInt(amount)]];
    case own('Unstaked'): return [[who, stakedIn(programmeId), BigInt(amount)]];
    case own('Claimed'): return toPot(who, currency, -BigInt(amount));
    case own('Refunded'): return toPot(data.to, currency, -BigInt(amount));
    case own('StreamOpened'): return toPot(data.refundTo, currency, data.funded);
    case own('StreamFunded'): return toPot(who, twinOf(programmeId).streams[stream].currency, amount);
    default: return [];
  }
}

/** Has the twins hear everything, claims last: what is due in a block must be known before. */
async function tell(outcomes) {
  const all = outcomes.flatMap(({ number, events }) => events.map((event) => ({ number, ...event })));
  const isClaim = ({ name }) => name === own('Claimed');
  for (const { number, ...event } of all.filter((event) => !isClaim(event))) {
    const { programmeId } = event.data;
    if (event.name === own('ProgrammeCreated')) twins.set(programmeId, new Twin(event.data));
    if (event.name.startsWith(own(''))) twinOf(programmeId)?.hear(number, event);
  }
  const claims = all.filter(isClaim).sort((one, other) => one.number - other.number);
  for (const { number, ...event } of claims) {
    const { programmeId, stream, who, amount, currency } = event.data;
    const twin = twinOf(programmeId);
    assert.deepEqual(currency, twin.streams[stream].currency);
    assert.ok(twin.allows(amount, stream, number, who), `${amount} of ${twin.due(stream, number, who)}`);
    // The answer of the block before was right: it is about this one.
    const { call } = await api.at(await blockAfter(api, number - 2));
    const position = plain(await call.stakingRewardsApi.position(who, programmeId));
    assert.equal(position.claimable[stream], amount);
    twin.hear(number, event);
  }
  // Nobody knows in which order a block has the transactions of several accounts: the last one told most.
  for (const { data: { programmeId, stream } } of claims) {
    const ofStream = claims.filter(({ data }) => data.programmeId === programmeId && data.stream === stream);
    const paid = ofStream.map(({ data }) => BigInt(data.paid)).reduce((one, other) => (other > one ? other : one));
    assert.equal(paid, twinOf(programmeId).streams[stream].paid);
  }
}

/**
 * Sends transactions, given as `[signer, transaction, error]`, together. Checks which fail and by which
 * name, what every claim pays, and that in nobody's account anything has moved that no event tells of
 * but what is told here: `apart`, like what [`movedBy`] gives. Gives the outcomes, in the same order.
 */
async function act(moves, apart = []) {
  const before = await purses(await bestBlock(api));
  const signers = [...new Set(moves.map(([signer]) => signer))];
  const sent = await Promise.all(signers.map((signer) =>
    sendAll(api, moves.filter(([who]) => who === signer).map(([, tx]) => tx), signer)));
  const outcomes = moves.map(([signer]) => sent[signers.indexOf(signer)].shift());
  assert.deepEqual(outcomes.map(({ error }) => error), moves.map(([, , error = null]) => error));
  await tell(outcomes);

  const expected = before.map((purse) => [...purse]);
  for (const [who, currency, amount] of [...outcomes.flatMap(({ events }) => events.flatMap(movedBy)), ...apart]) {
    expected[[...everybody, pot].indexOf(who)][currencies().findIndex(sameAs(currency))] += amount;
  }
  const last = outcomes.reduce((one, other) => (other.number > one.number ? other : one));
  assert.deepEqual(await purses(last.block), expected);
  return outcomes;
}

/** What the rewards tell in a transaction's events. */
const told = ({ events }, name) => events.filter((event) => event.name === own(name)).map(({ data }) => data);

/**
 * Checks that all that can be asked about a programme and everybody's stakes is what the twin says, and
 * that storage says the same.
 */
async function checkReads(id) {
  const number = await height(api);
  const { call: { stakingRewardsApi: asked }, query } = await api.at(await api.rpc.chain.getBlockHash(number));
  const twin = twinOf(id);
  const info = plain(await asked.programme(id));
  assert.deepEqual(info, twin.info(id, number));
  assert.deepEqual(plain(await asked.programmes(id, 1)), [info]);
  const { programmeId: _, streams, ...terms } = info;
  const { deposit, ...stored } = plain(await query.stakingRewards.programmes(id));
  assert.deepEqual({ ...stored, deposit: BigInt(deposit) }, {
    ...terms,
    streams: streams.length,
    deposit: api.consts.stakingRewards.programmeDeposit.toBigInt(),
  });
  for (const [at, { emitted: _emitted, emitting: _emitting, ...known }] of streams.entries()) {
    const stream = plain(await query.stakingRewards.streams(id, at));
    assert.deepEqual({ ...stream, ...known }, stream);
  }

  const ids = plain(await query.stakingRewards.nextProgrammeId());
  for (const who of everybody) {
    const { amount, power } = twin.stakes(number, who);
    const position = plain(await asked.position(who, id));
    const record = plain(await query.stakingRewards.positions(who, id));
    if (position) {
      const { claimable, ...others } = position;
      const stakes = twin.stakesInfo(number, who);
      assert.deepEqual(others, { programmeId: id, staked: twin.staked, stakes, power: String(power) });
      claimable.forEach((sum, at) => assert.ok(twin.allows(sum, at, number + 1, who), `${sum} for ${who}`));
      assert.equal(record.power, String(power));
      assert.equal(record.stakes.reduce((sum, { amount: part }) => sum + BigInt(part), 0n), amount);
    } else {
      assert.deepEqual([amount, record], [0n, null]);
    }
    const each = await Promise.all(Array.from({ length: ids }, (_none, at) => asked.position(who, at)));
    const all = plain(await asked.positions(who)).sort((one, other) => one.programmeId - other.programmeId);
    assert.deepEqual(all, each.map(plain).filter((found) => found !== null));
  }
}

/** Waits for the block with this number. */
const reached = (number) => blockAfter(api, number - 1);
/** What is held of somebody's money for one reason, by the list of all holds. */
const heldFor = (reason, holds) => BigInt(holds.find(({ id }) => id.StakingRewards === reason)?.amount ?? 0);

const next = story();
/** The pot, before anything here was in it. */
let untouched;
/** A third of what each staker has of the pool's shares, but for a few units. */
const thirds = new Map();

next('anybody creates programmes, for a deposit that is held', async () => {
  const asset = await nextAsset(api);
  coin = { WithId: asset };
  const [made, ...provided] = await Promise.all([
    send(api, api.tx.utility.batchAll(newAsset(api, asset, maker.address, COIN)), maker),
    ...stakers.map((staker) => send(api, addLiquidity(POOL, [4_000n * TIDE, 2_000_000_000n], 0), staker)),
  ]);
  assert.deepEqual([made, ...provided].map(({ error }) => error), [null, null, null, null]);
  for (const { amm: [{ data: { who, shares } }] } of provided) thirds.set(who, BigInt(shares) / 3n - 7n);
  untouched = (await purses(await bestBlock(api))).at(-1);

  lp = plain(await api.query.stakingRewards.nextProgrammeId());
  tides = lp + 1;
  const deposit = api.consts.stakingRewards.programmeDeposit.toBigInt();
  const [created, other] = await act([
    [maker, createProgramme(SHARES, MIN_STAKE, MIN_TOTAL, TIERS)],
    [maker, createProgramme('Native', TIDE, TIDE, TIERS.slice(0, 1))],
  ], [[maker.address, 'Native', -2n * deposit]]);
  assert.deepEqual(told(created, 'ProgrammeCreated'), [{
    programmeId: lp,
    creator: maker.address,
    staked: SHARES,
    minStake: String(MIN_STAKE),
    minTotal: String(MIN_TOTAL),
    tiers: TIERS,
  }]);
  const { query } = await api.at(other.block);
  assert.equal(heldFor('ProgrammeDeposit', plain(await query.balances.holds(maker.address))), 2n * deposit);
  await checkReads(lp);
});

next('streams are opened that are funded to their last block', async () => {
  const head = await height(api);
  const open = (id, currency, start, amount) =>
    openStream(id, { currency, rate: rateOf(amount), start, end: (start ?? head) + BLOCKS, amount });
  // What the pot needs beside the streams: an account of each asset, for a deposit, and two minimum
  // balances. One of them is held there.
  const [deposit, least] = [api.consts.assets.assetAccountDeposit.toBigInt(), 10_000n];
  const outcomes = await act([
    [maker, open(lp, DOLLAR, null, FUNDED.dollars)],
    // This one starts later.
    [maker, open(lp, coin, head + 6, FUNDED.coins)],
    [maker, open(tides, 'Native', null, FUNDED.tide)],
    [maker, open(tides, DOLLAR, null, FUNDED.more)],
  ], [
    [maker.address, 'Native', -2n * deposit],
    ...[[DOLLAR, least], [coin, COIN.minBalance]].flatMap(([currency, cushion]) => [
      [maker.address, currency, -2n * cushion],
      [pot, currency, cushion],
    ]),
  ]);
  const [opened] = told(outcomes[1], 'StreamOpened');
  assert.deepEqual(opened, {
    programmeId: lp,
    stream: 1,
    currency: coin,
    rate: String(rateOf(FUNDED.coins)),
    start: head + 6,
    end: head + 6 + BLOCKS,
    funded: String(FUNDED.coins),
    refundTo: maker.address,
  });
  for (const [{ WithId: asset }, cushion] of [[DOLLAR, least], [coin, COIN.minBalance]]) {
    assert.equal(heldFor('Cushion', plain(await api.query.assetsHolder.holds(asset, pot))), cushion);
  }
});

next('what is staked stays with its owner and is held there', async () => {
  const start = await bestBlock(api);
  const sum = 100n * TIDE + 1n;
  const staked = thirds.get(bob.address);
  const outcomes = await act([
    // Not enough for anything to be emitted.
    [bob, stake(lp, FREE, staked)],
    [bob, stake(PROTOCOLS, FREE, sum)],
    [bob, stake(tides, FREE, 2_000n * TIDE)],
  ]);
  const { block } = outcomes.at(-1);
  const fees = outcomes.reduce((all, { fee }) => all + fee, 0n);
  const [before, after] = await Promise.all([start, block].map(async (at) => {
    const { query } = await api.at(at);
    return (await query.system.account(bob.address)).data;
  }));
  assert.equal(after.reserved.toBigInt(), before.reserved.toBigInt() + sum + 2_000n * TIDE);
  // Nothing but the fees is gone: what is staked is in the total, and votes.
  const total = ({ free, reserved }) => free.toBigInt() + reserved.toBigInt();
  assert.equal(total(after), total(before) - fees);

  const { call, query } = await api.at(block);
  assert.equal(heldFor('Staked', plain(await query.poolAssetsHolder.holds(POOL, bob.address))), staked);
  assert.equal(heldFor('Staked', plain(await query.balances.holds(bob.address))), sum + 2_000n * TIDE);
  const { programmeId, stakes } = plain(await call.stakingRewardsApi.position(bob.address, PROTOCOLS));
  assert.deepEqual([programmeId, stakes], [PROTOCOLS, [{ tier: FREE, amount: String(sum), lockedUntil: null }]]);
  assert.equal(plain(await call.stakingRewardsApi.programme(PROTOCOLS)).creator, null);

  // What is left can be staked, but for the minimum balance.
  const mine = await balances(api, block, bob.address, currencies());
  const least = [api.consts.balances.existentialDeposit.toBigInt(), 10_000n, COIN.minBalance, 1n];
  for (const [at, currency] of currencies().entries()) {
    const most = BigInt(plain(await call.stakingRewardsApi.maxStakeable(bob.address, currency)));
    assert.equal(most, mine[at] > least[at] ? mine[at] - least[at] : 0n);
  }
  await checkReads(lp);
});

next('others join, in blocks and tiers of their own', async () => {
  const [locked] = await act([[charlie, stake(lp, LONG, thirds.get(charlie.address))]]);
  const [{ unlock, totalStaked, totalPower }] = told(locked, 'Staked');
  assert.equal(unlock, locked.number + LONGEST);
  const sums = twinOf(lp).stakes(locked.number);
  assert.deepEqual([totalStaked, totalPower], [String(sums.amount), String(sums.power)]);
  await act([
    [dave, stake(lp, FREE, thirds.get(dave.address))],
    [dave, stake(lp, SHORT, thirds.get(dave.address) / 2n)],
    [dave, stake(tides, FREE, 700n * TIDE + 1n)],
    // Nothing of what one tier holds makes up for what is missing in another.
    [charlie, stake(lp, FREE, MIN_STAKE - 1n), own('StakeBelowMinimum')],
  ]);
  await checkReads(lp);
  await checkReads(tides);
});

next('what is claimed while streams run is to the unit what each block was worth', async () => {
  const { start } = twinOf(lp).streams[1].terms[0];
  await reached(start + 1);
  const outcomes = await act([
    [bob, claim(lp, 0)],
    [bob, claim(lp, 1)],
    [charlie, claim(lp, 0)],
    // Whoever asks for it, the money goes to whose it is.
    [eve, claimFor(lp, 1, dave.address)],
  ]);
  assert.deepEqual(outcomes.map((outcome) => told(outcome, 'Claimed')[0].who), [
    bob.address, bob.address, charlie.address, dave.address,
  ]);
  await checkReads(lp);
});

next('a lock that is over lets go, and one that is not keeps', async () => {
  const { unlock } = plain(await api.query.stakingRewards.positions(dave.address, lp)).stakes[SHORT];
  await reached(unlock);
  await act([
    [dave, unstake(lp, SHORT, thirds.get(dave.address) / 4n)],
    [charlie, unstake(lp, LONG, 1), own('StillLocked')],
    [charlie, unstake(lp, LONG, thirds.get(charlie.address)), own('StillLocked')],
  ]);
  await checkReads(lp);
});

next('what is wrong is refused by name, and nothing but the fee is gone', async () => {
  const head = await height(api);
  const [amount, far] = [300_000_000n, head + 200];
  const good = { currency: DOLLAR, rate: 1_000_000n, start: null, end: far, amount };
  const open = (wrong) => openStream(lp, { ...good, ...wrong });
  const [[, , , free]] = (await purses(await bestBlock(api)));
  const { rate } = twinOf(lp).streams[0].terms.at(-1);
  const steady = [lp, tides].map((id) => async () => plain(await api.query.stakingRewards.programmes(id)));
  const before = await Promise.all(steady.map((ask) => ask()));
  const all = plain(await api.query.stakingRewards.nextProgrammeId());
  const outcomes = await act([
    [bob, stake(lp, FREE, 0), own('ZeroAmount')],
    [bob, stake(lp, FREE, free + 1n), own('StakeAboveBalance')],
    [bob, stake(lp, FREE, free), own('MinimumBalanceStays')],
    [bob, stake(lp, 3, MIN_STAKE), own('TierNotFound')],
    [bob, stake(UNHEARD_OF, FREE, MIN_STAKE), own('ProgrammeNotFound')],
    [bob, unstake(lp, FREE, 0), own('ZeroAmount')],
    [bob, unstake(lp, FREE, thirds.get(bob.address) + 1n), own('NotEnoughStaked')],
    [bob, unstake(lp, LONG, 1), own('NotEnoughStaked')],
    [bob, unstake(lp, FREE, thirds.get(bob.address) - 1n), own('RemainderBelowMinimum')],
    [bob, unstake(UNHEARD_OF, FREE, 1), own('ProgrammeNotFound')],
    [bob, claim(lp, 2), own('StreamNotFound')],
    [bob, claim(UNHEARD_OF, 0), own('ProgrammeNotFound')],
    [eve, claim(lp, 0), own('NothingToClaim')],
    [eve, claimFor(lp, 0, maker.address), own('NothingToClaim')],
    [eve, setStream(lp, 0, 1, far), own('NotCreator')],
    [eve, extend(lp, 0, far, 0), own('NotCreator')],
    [eve, open({}), own('NotCreator')],
    [eve, close(lp), own('NotCreator')],
    [eve, close(PROTOCOLS), own('NotCreator')],
    [eve, fund(lp, 0, 0), own('ZeroAmount')],
    [eve, fund(lp, 2, 1), own('StreamNotFound')],
    [eve, refund(lp, 0), own('NotRefundAccount')],
    [maker, refund(lp, 0), own('StreamRunning')],
    [eve, removeProgramme(lp), own('ProgrammeOpen')],
    [eve, setListed(lp, true), 'BadOrigin'],
    [maker, forceUnlock(lp), 'BadOrigin'],
    [maker, open({ start: far, end: far }), own('StartNotBeforeEnd')],
    [maker, open({ start: far + 1 }), own('StartNotBeforeEnd')],
    [maker, open({ start: head - 1 }), own('StartInPast')],
    [maker, open({ end: head }), own('EndInPast')],
    [maker, open({ rate: 0 }), own('ZeroRate')],
    [maker, open({ amount: 0 }), own('Underfunded')],
    // A hundredth of what is put in for 150 blocks, and the least that is more than that.
    [maker, open({ rate: amount * 10n ** 7n, end: head + 150 }), own('Underfunded')],
    [maker, open({ rate: amount * 10n ** 7n + 1n, end: head + 20 }), own('RateAboveCap')],
    [maker, open({ currency: { WithId: UNHEARD_OF } }), own('UnknownCurrency')],
    [maker, setStream(lp, 0, rate * 3n, far), own('RateRaisedTooFast')],
    [maker, setStream(lp, 0, 0, far), own('ZeroRate')],
    [maker, setStream(lp, 0, rate, head), own('EndInPast')],
    [maker, extend(lp, 0, head + 1, 0), own('EndNotLater')],
    [maker, createProgramme({ WithId: UNHEARD_OF }, 1, 1, TIERS), own('UnknownCurrency')],
    [maker, createProgramme(SHARES, 0, 1, TIERS), own('ZeroMinimum')],
    [maker, createProgramme(SHARES, 1, 1, []), own('NoTiers')],
    [maker, createProgramme(SHARES, 1, 1, [...TIERS].reverse()), own('TiersNotSorted')],
    [maker, createProgramme(SHARES, 1, 1, [{ blocks: LONGEST + 1, multiplierBps: 10_000 }]), own('TierOutOfRange')],
    // All of it is taken back: the programme, its deposit and the streams that there can be.
    [maker, api.tx.utility.batchAll([
      createProgramme('Native', 1, 1, TIERS),
      ...Array(5).fill(openStream(all, good)),
    ]), own('TooManyStreams')],
  ]);
  assert.ok(outcomes.every(({ fee }) => fee > 0n), 'a refusal has cost nothing');
  assert.deepEqual(await Promise.all(steady.map((ask) => ask())), before);
  assert.equal(plain(await api.query.stakingRewards.nextProgrammeId()), all);
  await checkReads(lp);
});

next('a reward that its team has frozen keeps nobody from anything else, and is paid later', async () => {
  const { freezeAsset, thawAsset } = api.tx.assets;
  await act([[maker, freezeAsset(coin.WithId)]]);
  await act([
    ...stakers.map((staker) => [staker, claim(lp, 1), 'assets.AssetNotLive']),
    [bob, claim(lp, 0)],
    [bob, unstake(lp, FREE, thirds.get(bob.address) / 2n)],
    [dave, unstake(lp, FREE, thirds.get(dave.address) - MIN_STAKE)],
  ]);
  await act([[maker, thawAsset(coin.WithId)]]);
  await act(stakers.map((staker) => [staker, claim(lp, 1)]));
  await checkReads(lp);
});

/** The last block of the first streams. */
let ended;

next('the streams are ended sooner by who created them, one at a lower rate', async () => {
  const head = await height(api);
  const [dollars, coins] = twinOf(lp).streams.map(({ terms }) => terms.at(-1));
  ended = head + 8;
  const [, lowered] = await act([
    [maker, setStream(lp, 0, dollars.rate, ended - 1)],
    [maker, setStream(lp, 1, coins.rate / 3n, ended)],
    [eve, fund(lp, 0, 12_345n)],
  ]);
  const { start, end } = coins;
  assert.deepEqual(told(lowered, 'StreamSet'), [{
    programmeId: lp,
    stream: 1,
    oldRate: String(coins.rate),
    rate: String(coins.rate / 3n),
    start,
    oldEnd: end,
    end: ended,
  }]);
  // Somebody leaves for good, with what is earned up to this block.
  await act([[bob, unstake(lp, FREE, twinOf(lp).stakes(await height(api), bob.address, FREE).amount)]]);
});

next('a reward is staked at once, traded for what is staked if it is something else', async () => {
  const route = [{ poolId: POOL, assetOut: 'Native' }];
  const { claimable: [, dollars] } = plain(await api.call.stakingRewardsApi.position(bob.address, tides));
  // By then it is more, so it buys at least this.
  const { Ok: { amountOut: least } } = await quote('in', DOLLAR, dollars, route);
  const before = twinOf(tides).stakes(await height(api), bob.address).amount;
  const outcomes = await act([
    [bob, compound(tides, 1, FREE, route, BigInt(least) * 1_000n), 'amm.AmountOutBelowMinimum'],
    [bob, compound(tides, 1, FREE, [], 0), own('WrongRoute')],
    [bob, compound(tides, 1, FREE, [{ poolId: 2, assetOut: { WithId: 4 } }], 0), own('WrongRoute')],
    [bob, compound(tides, 0, FREE, route, 0), own('WrongRoute')],
    [bob, compound(tides, 0, FREE, [], 1_000_000n * TIDE), own('AmountBelowMinimum')],
    [bob, compound(tides, 1, FREE, route, least)],
    [dave, compound(tides, 0, FREE, [], 1)],
    [eve, compound(tides, 0, FREE, [], 0), own('NothingToClaim')],
  ]);
  const [traded, direct] = [outcomes[5], outcomes[6]];
  const { amountIn, amountOut } = traded.amm.find(({ name }) => name === 'amm.Swapped').data;
  const [[paid], [grown]] = [told(traded, 'Claimed'), told(traded, 'Staked')];
  const stakes = String(before + BigInt(amountOut));
  assert.deepEqual([paid.amount, grown.amount, grown.stake], [amountIn, amountOut, stakes]);
  assert.deepEqual(direct.amm, []);
  assert.equal(told(direct, 'Staked')[0].amount, told(direct, 'Claimed')[0].amount);
  await checkReads(tides);
});

next('after the streams have ended, stakes come and go, locks are off and what was earned is paid', async () => {
  await reached(ended + 1);
  const { unlock } = plain(await api.query.stakingRewards.positions(charlie.address, lp)).stakes[LONG];
  const [left, , joined] = await act([
    [charlie, unstake(lp, LONG, thirds.get(charlie.address))],
    [charlie, claim(lp, 0)],
    [dave, stake(lp, FREE, thirds.get(dave.address))],
    [dave, stake(lp, LONG, 2n * MIN_STAKE)],
    [dave, claim(lp, 1)],
    [bob, stake(lp, FREE, thirds.get(bob.address))],
    [bob, claim(lp, 0)],
    [bob, claim(lp, 1)],
    [eve, fund(lp, 0, 1), own('StreamEnded')],
    [eve, claimFor(lp, 1, charlie.address)],
  ]);
  assert.ok(left.number < unlock, 'the lock had run out');
  // Blocks go by, and nothing is earned in them.
  await blockAfter(api, joined.number + 1);
  await act([
    [dave, claim(lp, 0)],
    [dave, claim(lp, 0), own('NothingToClaim')],
    [bob, claim(lp, 0), own('NothingToClaim')],
    [eve, refund(lp, 0), own('NotRefundAccount')],
    [maker, refund(lp, 0)],
    [maker, refund(lp, 0), own('NothingToRefund')],
  ]);
  await checkReads(lp);
});

next('a stream that has ended goes on when it is paid for, and so do the stakes and the locks', async () => {
  const head = await height(api);
  const [extended] = await act([[maker, extend(lp, 0, head + 100, 700_000_001n)]]);
  assert.equal(told(extended, 'StreamSet')[0].start, extended.number);
  await act([
    [dave, unstake(lp, LONG, 2n * MIN_STAKE), own('StillLocked')],
    [bob, stake(lp, FREE, MIN_STAKE)],
  ]);
  await act([[dave, claim(lp, 0)], [bob, claim(lp, 0)]]);
  await checkReads(lp);
});

next('it is closed though a reward is frozen, and what can be given back is', async () => {
  const [, closed] = await act([
    [maker, api.tx.assets.freezeAsset(coin.WithId)],
    [maker, close(lp)],
  ]);
  // Of the frozen one nothing is, and that keeps nobody from closing.
  assert.deepEqual(told(closed, 'Refunded').map(({ stream, to }) => [stream, to]), [[0, maker.address]]);
  assert.deepEqual(told(closed, 'ProgrammeClosed'), [{ programmeId: lp, at: closed.number }]);
  const end = (await height(api)) + 100;
  const another = { currency: DOLLAR, rate: 1, start: null, end, amount: 1 };
  await act([
    [dave, stake(lp, FREE, 1), own('ProgrammeClosed')],
    [dave, compound(lp, 0, FREE, [], 0), own('ProgrammeClosed')],
    [dave, unstake(lp, LONG, 2n * MIN_STAKE)],
    [dave, claim(lp, 0)],
    [bob, unstake(lp, FREE, MIN_STAKE)],
    [eve, fund(lp, 0, 1), own('ProgrammeClosed')],
    [eve, refund(lp, 1), 'assets.AssetNotLive'],
    [eve, removeProgramme(lp), own('StillStaked')],
    [maker, close(lp), own('ProgrammeClosed')],
    [maker, setStream(lp, 0, 1, end), own('ProgrammeClosed')],
    [maker, extend(lp, 0, end, 0), own('ProgrammeClosed')],
    [maker, openStream(lp, another), own('ProgrammeClosed')],
    [maker, close(tides)],
  ]);
  await checkReads(lp);
  await checkReads(tides);
});

/** The calls with which somebody takes all stakes out of a programme. */
function leave(id, signer, block) {
  const stakes = twinOf(id).stakesInfo(block, signer.address);
  return stakes.map(({ tier, amount }) => [signer, unstake(id, tier, amount)]);
}

next('everybody leaves and is paid', async () => {
  const thawed = await act([[maker, api.tx.assets.thawAsset(coin.WithId)]]);
  const { number } = thawed[0];
  await act([
    [bob, unstake(PROTOCOLS, FREE, 100n * TIDE + 1n)],
    ...[lp, tides].flatMap((id) => stakers.flatMap((signer) => leave(id, signer, number))),
  ]);
  assert.deepEqual([lp, tides].map((id) => twinOf(id).stakes(Infinity)), Array(2).fill({ amount: 0n, power: 0n }));
  const everything = [lp, tides].flatMap((id) => [0, 1].flatMap((stream) =>
    stakers.map(({ address }) => [id, stream, address])));
  const owed = everything.filter(([id, stream, who]) => twinOf(id).due(stream, number, who) > 0n);
  // Somebody who has nothing to do with it sees to it.
  await act([
    [eve, removeProgramme(lp), own('RewardsUnclaimed')],
    ...owed.map((what) => [eve, claimFor(...what)]),
  ]);
});

next('in the end all that was put in has been paid or given back, and the deposits are free', async () => {
  // Only the one that could not be given back when the programme was closed has more than the dust.
  await act([[eve, refund(lp, 1)]]);
  const left = (id) => twinOf(id).streams.map(({ funded, paid, refunded }) => funded - paid - refunded);
  const dust = [lp, tides].map(left);
  assert.deepEqual(dust[0][1], 0n);
  assert.ok([...dust[0], ...dust[1]].every((units) => units >= 0n && units < 10n), `${dust}`);
  const deposit = api.consts.stakingRewards.programmeDeposit.toBigInt();
  const removed = await act([
    [eve, removeProgramme(lp)],
    [eve, removeProgramme(tides)],
    [eve, removeProgramme(lp), own('ProgrammeNotFound')],
  ], [
    [maker.address, 'Native', 2n * deposit],
    // What was held in the pot is free.
    [pot, DOLLAR, 10_000n],
    [pot, coin, COIN.minBalance],
  ]);
  assert.deepEqual([lp, tides].flatMap(left), [0n, 0n, 0n, 0n]);

  const { block } = removed.at(-1);
  const [tide, dollars, coins, shares] = untouched;
  // Nothing is left in the pot but two minimum balances of each asset that was paid.
  const rest = [tide, dollars + 20_000n, coins + 2n * COIN.minBalance, shares];
  assert.deepEqual((await purses(block)).at(-1), rest);
  const { call: { stakingRewardsApi: asked }, query } = await api.at(block);
  for (const { WithId: asset } of [DOLLAR, coin]) {
    assert.deepEqual(plain(await query.assetsHolder.holds(asset, pot)), []);
    assert.equal(plain(await query.stakingRewards.pots({ WithId: asset })), null);
  }
  assert.equal(heldFor('ProgrammeDeposit', plain(await query.balances.holds(maker.address))), 0n);
  for (const id of [lp, tides]) {
    assert.deepEqual([plain(await asked.programme(id)), plain(await asked.programmes(id, 1))], [null, []]);
    assert.deepEqual(await query.stakingRewards.streams.entries(id), []);
  }
  const positions = await Promise.all(everybody.flatMap((who) => [lp, tides].map((id) => asked.position(who, id))));
  assert.ok(positions.every(({ isNone }) => isNone));
});
