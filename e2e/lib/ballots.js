// What tallies should be: a twin of the votes that keeps everything that was said, and counts it anew
// whenever it is asked.

/** The convictions, from the weakest. */
export const CONVICTIONS = ['None', ...[1, 2, 3, 4, 5, 6].map((times) => `Locked${times}x`)];

/** How often each unit counts: a tenth of a vote without conviction, up to six. */
function weighed(capital, conviction) {
  const times = BigInt(CONVICTIONS.indexOf(conviction));
  return times === 0n ? capital / 10n : capital * times;
}

/** A vote for one side, as calls take it. */
export const standard = (aye, conviction, balance) => ({
  Standard: { vote: { aye, conviction }, balance: String(balance) },
});

/** A decoded vote in the notation of [`standard`], and of the others. */
export function said(vote) {
  if (vote.isStandard) {
    const { vote: { isAye, conviction }, balance } = vote.asStandard;
    return standard(isAye, conviction.type, balance);
  }
  return { [vote.type]: Object.fromEntries([...vote.inner].map(([side, sum]) => [side, sum.toString()])) };
}

/** Polls, votes and delegations. Accounts are addresses. */
export class Ballots {
  #tracks = new Map();
  #votes = new Map();
  #delegations = [];

  /** Learns of a poll. */
  open(poll, track) {
    this.#tracks.set(poll, track);
    this.#votes.set(poll, new Map());
  }

  /** All polls, or those of a track. */
  polls(track) {
    return [...this.#tracks.keys()].filter((poll) => track === undefined || this.#tracks.get(poll) === track);
  }

  /** Who says what, the last word counting. */
  vote(who, poll, vote) {
    this.#votes.get(poll).set(who, vote);
  }

  /** Takes a vote back. */
  remove(who, poll) {
    this.#votes.get(poll).delete(who);
  }

  /** What an account says, by poll. */
  of(who) {
    const polls = this.polls().filter((poll) => this.#votes.get(poll).has(who));
    return new Map(polls.map((poll) => [poll, this.#votes.get(poll).get(who)]));
  }

  /** Has an account follow another one on a track. */
  delegate(who, track, to, conviction, balance) {
    this.#delegations.push({ who, track, to, votes: weighed(balance, conviction), capital: balance });
  }

  /** What a vote of `who` carries of what others have delegated: not of those who vote there themselves. */
  #carried(who, poll) {
    const followers = this.#delegations.filter(({ to, track }) => to === who && track === this.#tracks.get(poll));
    const silent = followers.filter((follower) => !this.#votes.get(poll).has(follower.who));
    const sum = (of) => silent.reduce((all, follower) => all + follower[of], 0n);
    return { votes: sum('votes'), capital: sum('capital') };
  }

  #counted(who, poll, vote) {
    if (vote.Standard) {
      const { vote: { aye, conviction }, balance } = vote.Standard;
      const { votes, capital } = this.#carried(who, poll);
      const all = weighed(BigInt(balance), conviction) + votes;
      return { ayes: aye ? all : 0n, nays: aye ? 0n : all, support: aye ? BigInt(balance) + capital : 0n };
    }
    const { aye, nay, abstain = 0 } = vote.Split ?? vote.SplitAbstain;
    const [ayes, nays] = [aye, nay].map((part) => weighed(BigInt(part), 'None'));
    return { ayes, nays, support: BigInt(aye) + BigInt(abstain) };
  }

  /** The tally of a poll, in decimal strings. */
  tally(poll) {
    const counts = [...this.#votes.get(poll)].map(([who, vote]) => this.#counted(who, poll, vote));
    const sum = (of) => String(counts.reduce((all, count) => all + count[of], 0n));
    return { ayes: sum('ayes'), nays: sum('nays'), support: sum('support') };
  }
}
