// What the tests of governance have proposed, and what each of these referenda has to come to.

import { bestBlock, plain } from './chain.js';
import { api } from './dev.js';
import { record } from './trades.js';

export const TIDE = 10n ** 12n;
export const DOLLAR = { WithId: 1 };
export const DAI = { WithId: 4 };
/** The pools of dollars and ether, of two dollars, and of TIDE; the protocol's programme. */
export const [ETHERS, STABLES, HOME, PROTOCOL] = [1, 2, 0, 0];
/** The feeds of bitcoin, and of what the second dollar stands for. */
export const [BITCOIN_FEED, DAI_FEED] = [1, 3];
/** How much the small spender's track can spend in a period, and how much of it is a gift. */
export const CAP = 10_000n * TIDE;
export const GIFT = 1_000n * TIDE + 1n;
/** What is spent as root: more than any such track can. */
export const GRANT = 20_000n * TIDE;
/** How long a referendum takes here, in blocks, and how much later what undoes something is enacted. */
export const [PREPARE, DECISION, CONFIRM, ENACTMENT, LATER] = [5, 30, 5, 5, 15];

/** The tracks by the names of their origins. */
export const TRACKS = {
  WhitelistedCaller: 1, WishForChange: 2, ExchangeAdmin: 11, OracleAdmin: 12, RewardsAdmin: 13,
  ReferendumCanceller: 20, ReferendumKiller: 21, SmallSpender: 32,
};
/** How the second dollar becomes TIDE. */
export const ROUTE_OF_DAI = [{ poolId: STABLES, assetOut: DOLLAR }, { poolId: HOME, assetOut: 'Native' }];

const {
  amm: { setStatus, setTerms }, priceOracle: { haltFeed, resumeFeed, updateFeed }, referenda: { cancel, kill },
  spending, stakingRewards: { setListed, setSweepRoute }, system: { remark, remarkWithEvent }, treasury, whitelist,
} = api.tx;

/** What is done as root: one call is whitelisted before it is due, one has to wait for the committee. */
export const asRoot = (to) => ({
  before: treasury.spend('Native', GRANT, to, null),
  after: remarkWithEvent('0x7469646577617465722e'),
});

/** The terms of a pool and of a feed, and what they are to be: each no further than a step. */
async function changes() {
  const { terms } = await record(ETHERS, await bestBlock(api));
  const { terms: old } = plain(await api.query.priceOracle.feeds())[BITCOIN_FEED];
  return {
    terms: { ...terms, protocolFeeBps: terms.protocolFeeBps + 500, maxTradeBps: terms.maxTradeBps - 1_234 },
    asked: { ...old, heartbeat: old.heartbeat + 7, maxJumpBps: old.maxJumpBps - 100 },
    old,
  };
}

/** What the admins propose within what is theirs. */
function changesOf({ terms, asked, old }) {
  const status = (to) => ({ tx: setStatus(STABLES, to), told: ['amm.StatusSet', { poolId: STABLES, status: to }] });
  const route = (hops) => ({
    tx: setSweepRoute(DAI, hops),
    told: ['stakingRewards.SweepRouteSet', { asset: DAI, hops }],
  });
  const [halted, resumed] = ['FeedHalted', 'FeedResumed'].map((name) => [`priceOracle.${name}`, { feedId: DAI_FEED }]);
  const listed = ['stakingRewards.ListedSet', { programmeId: PROTOCOL, listed: true }];
  // Polkadot.js has given another name to the new terms: its own types have a method of this one.
  const updated = ['priceOracle.FeedUpdated', { feedId: BITCOIN_FEED, old, new_: asked }];
  return {
    terms: {
      origin: 'ExchangeAdmin',
      tx: setTerms(ETHERS, terms),
      told: ['amm.TermsSet', { poolId: ETHERS, terms }],
      ayes: false,
      isIdle: true,
      isLookup: true,
    },
    stop: { origin: 'ExchangeAdmin', ...status('WithdrawOnly') },
    start: { origin: 'ExchangeAdmin', ...status('Active'), after: LATER },
    feed: { origin: 'OracleAdmin', tx: updateFeed(BITCOIN_FEED, asked), told: updated },
    halt: { origin: 'OracleAdmin', tx: haltFeed(DAI_FEED), told: halted },
    resume: { origin: 'OracleAdmin', tx: resumeFeed(DAI_FEED), told: resumed, after: LATER },
    listed: { origin: 'RewardsAdmin', tx: setListed(PROTOCOL, true), told: listed },
    unrouted: { origin: 'RewardsAdmin', ...route([]) },
    routed: { origin: 'RewardsAdmin', ...route(ROUTE_OF_DAI), after: LATER },
  };
}

/** The same calls by the admins of something else. */
function wrongOrigins({ terms, asked }) {
  const wrong = (origin, tx) => ({ origin, tx, error: 'BadOrigin' });
  return {
    wrongTerms: wrong('OracleAdmin', setTerms(ETHERS, terms)),
    wrongStatus: wrong('OracleAdmin', setStatus(STABLES, 'WithdrawOnly')),
    wrongUpdate: wrong('ExchangeAdmin', updateFeed(BITCOIN_FEED, asked)),
    wrongHalt: wrong('ExchangeAdmin', haltFeed(DAI_FEED)),
    wrongResume: wrong('RewardsAdmin', resumeFeed(DAI_FEED)),
    wrongRoute: wrong('OracleAdmin', setSweepRoute(DAI, [])),
    wrongListed: wrong('ExchangeAdmin', setListed(PROTOCOL, false)),
  };
}

/** What is to be spent, for `loser` and `eve`. */
function spends(loser, eve) {
  const small = (asset, amount, to, more) =>
    ({ origin: 'SmallSpender', tx: spending.spend(asset, amount, to, null), ...more });
  const error = 'spending.OverPeriodCap';
  return {
    unloved: small('Native', TIDE, eve, { ayes: false }),
    gift: small('Native', GIFT, loser),
    dollars: small(DOLLAR, 100_000_001n, loser, { after: ENACTMENT + 1 }),
    // More than the cap by itself, and only with what has been spent before.
    tooMuch: small('Native', CAP + 1n, eve, { error }),
    together: small('Native', CAP - 1_000n * TIDE, eve, { error, after: ENACTMENT + 2 }),
  };
}

/**
 * Everything that is proposed, by name, if the first one gets this number: origin, call, and an event that
 * tells of it, or the error it ends with. What undoes another one is enacted later. What has no `ayes` is
 * not voted for by everybody; what `isIdle` has no deposit for its decision at first.
 */
export async function proposals(first, loser, eve) {
  const all = await changes();
  const { before, after } = asRoot(eve);
  const { dispatchWhitelistedCallWithPreimage: dispatch } = whitelist;
  const wish = { origin: 'WishForChange', ayes: false, isIdle: true };
  const isDeferred = ['whitelist.DispatchDeferred', { callHash: after.method.hash.toHex() }];
  const named = {
    wish: { ...wish, tx: remark('0x77697368') },
    unnoted: { ...wish, tx: remark('0x6e6f'), isLookup: true },
    ...changesOf(all),
    ...wrongOrigins(all),
    ...spends(loser, eve),
    trusted: { origin: 'WhitelistedCaller', tx: dispatch(before) },
    deferred: { origin: 'WhitelistedCaller', tx: dispatch(after), told: isDeferred },
    cancel: { origin: 'ReferendumCanceller', tx: cancel(first) },
    kill: { origin: 'ReferendumKiller', tx: kill(first + 1) },
  };
  const defaults = { ayes: true, error: null, after: 1 };
  return new Map(Object.entries(named).map(([name, proposal], at) =>
    [name, { ...defaults, ...proposal, index: first + at }]));
}
