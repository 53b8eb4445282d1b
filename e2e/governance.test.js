// Governance from a proposal to what it does: referenda on all kinds of tracks run side by side, and each
// tally, each block and each unit is what was computed, or foretold, before.

import assert from 'node:assert/strict';
import { account, balances, bestBlock, plain, sendAll, treasury, treasuryShare } from './lib/chain.js';
import { api } from './lib/dev.js';
import { Ballots, CONVICTIONS, said, standard } from './lib/ballots.js';
import {
  CAP, CONFIRM, DAI, DAI_FEED, DECISION, DOLLAR, ENACTMENT, ETHERS, GIFT, GRANT, HOME, PREPARE, PROTOCOL,
  BITCOIN_FEED, ROUTE_OF_DAI, STABLES, TIDE, TRACKS, asRoot, proposals,
} from './lib/proposals.js';
import {
  blocksWith, enactedWith, eventsOf, executedWith, motions, previewed, proposalOf, reached, sendInto, standing, upTo,
} from './lib/referenda.js';
import { story } from './lib/story.js';
import { record } from './lib/trades.js';

const UNHEARD_OF = 999_999;
/** What each of five says on most polls: together more than half of what could vote. */
const BALLOT = 700_000n * TIDE;
/** What each of those has who vote to see it locked, and how much of it they vote with. */
const [PURSE, LOCKED] = [1_000n * TIDE, 900n * TIDE];

const [alice, bob, charlie, dave, eve] = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve'].map(account);
const members = [alice, bob, charlie];
const voters = [...members, dave, eve];
/** Proposes, pays all deposits, and follows Dave. */
const proposer = account('Ferdie');
/** New accounts: two who win and are locked, one who loses, one without conviction. */
const [winner, helped, loser, free] = [1, 2, 3, 4].map((at) => account(`Voter/${Date.now()}/${at}`));

const {
  amm, balances: { transferKeepAlive }, convictionVoting, pause, preimage, referenda, spending, stakingRewards,
  system, technicalCommittee, treasury: { payout, spend, voidSpend }, txPause, utility, whitelist,
} = api.tx;
/** What is to be done as root. */
const { before: trustedCall, after: deferredCall } = asRoot(eve.address);

const infoOf = (track) => plain(api.consts.referenda.tracks.find(([id]) => id.toNumber() === track)[1]);

const next = story();
const ballots = new Ballots();
/** The referenda by their names, in the order in which they are proposed. */
let drafts;
const draft = (name) => drafts.get(name);
const indexOf = (name) => draft(name).index;
/** The block in which all are proposed, and what the proposer had reserved before. */
let begun;
let reserved;

/** What the proposer has reserved after a block. */
const reservedBy = async (block) =>
  (await (await api.at(block)).query.system.account(proposer.address)).data.reserved.toBigInt();

/** Checks that the tallies of these polls are what the twin counts. */
async function checkTallies(polls = ballots.polls()) {
  const all = await Promise.all(polls.map((poll) => api.query.referenda.referendumInfoFor(poll)));
  const open = polls.filter((_, at) => all[at].unwrap().isOngoing);
  const tallies = all.filter((info) => info.unwrap().isOngoing).map((info) => plain(info.unwrap().asOngoing.tally));
  assert.deepEqual(tallies, open.map((poll) => ballots.tally(poll)));
  return open;
}

/** The call of a vote, of which the twin hears. */
function voteOf({ address }, name, vote) {
  ballots.vote(address, indexOf(name), vote);
  return convictionVoting.vote(indexOf(name), vote);
}

/** Sends what each signer wants together, as `[signer, transaction, error]`; gives the outcomes in the same order. */
async function act(moves) {
  const signers = [...new Set(moves.map(([signer]) => signer))];
  const sent = await Promise.all(signers.map((signer) =>
    sendAll(api, moves.filter(([who]) => who === signer).map(([, tx]) => tx), signer)));
  const outcomes = moves.map(([signer]) => sent[signers.indexOf(signer)].shift());
  assert.deepEqual(outcomes.map(({ error }) => error), moves.map(([, , error = null]) => error));
  return outcomes;
}

next('clients read the tracks and what voting takes', async () => {
  const readable = (name) => name.toString().replaceAll('\0', '');
  const names = api.consts.referenda.tracks.map(([id, { name }]) => [id.toNumber(), readable(name)]);
  assert.deepEqual(names, [
    [0, 'root'], [1, 'whitelisted_caller'], [2, 'wish_for_change'], [11, 'exchange_admin'], [12, 'oracle_admin'],
    [13, 'rewards_admin'], [20, 'referendum_canceller'], [21, 'referendum_killer'], [32, 'small_spender'],
    [33, 'medium_spender'], [34, 'big_spender'],
  ]);
  const deposits = names.map(([id]) => BigInt(infoOf(id).decisionDeposit) / TIDE);
  assert.deepEqual(deposits.map(Number), [
    50_000, 5_000, 2_000, 5_000, 5_000, 5_000, 5_000, 20_000, 500, 2_500, 10_000,
  ]);
  const { name: _, decisionDeposit: __, ...exchange } = infoOf(TRACKS.ExchangeAdmin);
  assert.deepEqual(exchange, {
    maxDeciding: 10,
    preparePeriod: PREPARE,
    decisionPeriod: DECISION,
    confirmPeriod: CONFIRM,
    minEnactmentPeriod: ENACTMENT,
    // From all to half of the votes in 17 of 28 parts of the time; support begins at a half.
    minApproval: { LinearDecreasing: { length: 607_142_857, floor: 500_000_000, ceil: 1_000_000_000 } },
    minSupport: { Reciprocal: { factor: '26592798', xOffset: '52631579', yOffset: '-5263158' } },
  });
  const { maxVotes, voteLockingPeriod } = api.consts.convictionVoting;
  assert.deepEqual([maxVotes, voteLockingPeriod].map(plain), [256, 10]);
  assert.deepEqual(api.createType('Conviction').defKeys, CONVICTIONS);
  const committee = plain(await api.query.technicalCommittee.members());
  assert.deepEqual(committee.sort(), members.map(({ address }) => address).sort());
});

next('anybody proposes, with a deposit', async () => {
  const first = plain(await api.query.referenda.referendumCount());
  drafts = await proposals(first, loser.address, eve.address);
  const all = [...drafts.values()];
  const submit = ({ origin, tx, isLookup, after }) =>
    referenda.submit({ Origins: origin }, proposalOf(tx, isLookup), { After: after });
  reserved = await reservedBy(await bestBlock(api));
  const { method } = draft('terms').tx;
  const [{ number, block, events }] = await act([
    [proposer, utility.batchAll([
      preimage.notePreimage(method.toHex()),
      ...all.map(submit),
      ...all.filter(({ isIdle }) => !isIdle).map(({ index }) => referenda.placeDecisionDeposit(index)),
      ...[winner, helped, loser, free].map(({ address }) => transferKeepAlive(address, PURSE)),
      // More than is to be paid.
      transferKeepAlive(treasury(api), 40_000n * TIDE),
      api.tx.assets.transfer(DOLLAR.WithId, treasury(api), 200_000_000n),
    ])],
  ]);
  begun = number;
  const submitted = events.filter(({ name }) => name === 'referenda.Submitted').map(({ data }) => data);
  const wanted = all.map(({ index, origin }) => [index, TRACKS[origin]]);
  assert.deepEqual(submitted.map(({ index, track }) => [index, track]), wanted);
  for (const { index, track } of submitted) ballots.open(index, track);

  const { query } = await api.at(block);
  const noted = await query.preimage.preimageFor([method.hash, method.toU8a().length]);
  assert.equal(noted.unwrap().toHex(), method.toHex());
  const info = (await query.referenda.referendumInfoFor(indexOf('terms'))).unwrap().asOngoing;
  assert.deepEqual(plain(info.origin), { Origins: 'ExchangeAdmin' });
  // A field with the name of a method of all types gets another one in Polkadot.js.
  const { Lookup: { hash_: hash, len } } = plain(info.proposal);
  assert.deepEqual({ Lookup: { hash, len } }, proposalOf(draft('terms').tx, true));
  assert.deepEqual([plain(info.submissionDeposit).who, plain(info.decisionDeposit)], [proposer.address, null]);
  const due = all.filter(({ isIdle }) => !isIdle).map(({ origin }) => BigInt(infoOf(TRACKS[origin]).decisionDeposit));
  const deposits = due.reduce((sum, deposit) => sum + deposit, 10n * TIDE * BigInt(all.length));
  const held = (await reservedBy(block)) - reserved;
  // The rest is for the preimage: two entries, and its bytes.
  assert.ok(held > deposits && held < deposits + 10n * TIDE, `${held} of ${deposits}`);
});

next('every vote is counted as it was said, and found again', async () => {
  const said0 = { Split: { aye: String(70n * TIDE + 9n), nay: String(30n * TIDE + 19n) } };
  const said1 = { SplitAbstain: { aye: '1000', nay: '2009', abstain: String(50_000n * TIDE) } };
  const ayes = [...drafts].filter(([, { ayes: wanted }]) => wanted).map(([name]) => name);
  const own = new Map([
    [bob, [['wish', said0], ['unloved', standard(false, 'Locked1x', 1_000n * TIDE)]]],
    [charlie, [['wish', said1]]],
    [dave, [['terms', standard(true, 'Locked2x', 400_000n * TIDE)]]],
    [eve, [
      ['wish', standard(false, 'Locked6x', 123n)],
      ['terms', standard(false, 'Locked1x', 100_000n * TIDE + 7n)],
    ]],
  ]);
  await act([
    ...voters.map((voter) => [voter, utility.batchAll([
      ...ayes.map((name) => voteOf(voter, name, standard(true, 'None', BALLOT + 9n))),
      ...(own.get(voter) ?? []).map(([name, vote]) => voteOf(voter, name, vote)),
    ])]),
    [winner, voteOf(winner, 'terms', standard(true, 'Locked1x', LOCKED))],
    [helped, voteOf(helped, 'terms', standard(true, 'Locked1x', LOCKED))],
    [loser, voteOf(loser, 'terms', standard(false, 'Locked6x', LOCKED))],
    [free, voteOf(free, 'terms', standard(true, 'None', LOCKED))],
  ]);
  assert.equal((await checkTallies()).length, drafts.size);
  for (const { address } of [...voters, winner, loser]) {
    const rows = await api.query.convictionVoting.votingFor.entries(address);
    const found = rows.flatMap(([, row]) => row.asCasting.votes.map(([poll, vote]) => [poll.toNumber(), said(vote)]));
    assert.deepEqual(new Map(found), ballots.of(address));
    const asked = plain(await api.call.governanceApi.votes(address));
    const polls = asked.flatMap(({ votes }) => votes.map(({ poll }) => poll));
    assert.deepEqual(new Set(polls), new Set(ballots.of(address).keys()));
  }
  const locksFor = async ({ address }) => plain(await api.query.convictionVoting.classLocksFor(address));
  assert.deepEqual(await locksFor(winner), [[TRACKS.ExchangeAdmin, String(LOCKED)]]);
  const locks = new Map(await locksFor(charlie));
  assert.deepEqual([locks.get(2), locks.get(11)], [String(50_000n * TIDE + 3_009n), String(BALLOT + 9n)]);
});

/** What was foretold of a referendum, by its name, and in which block. */
const foretold = new Map();

/** Asks what becomes of these as things stand. */
async function foretell(names) {
  const at = await bestBlock(api);
  const answers = await Promise.all(names.map((name) => standing(indexOf(name), at)));
  names.forEach((name, place) => foretold.set(name, plain(answers[place].outlook)));
  return answers.map(plain);
}

/** Where what is due in a block happens. The first block of a session is full before the scheduler's turn. */
async function served(number) {
  const isFull = (await eventsOf(number)).some(({ name }) => name === 'session.NewSession');
  return isFull ? number + 1 : number;
}

/** In which blocks what was foretold happens: in those, or as much later as one before was not served. */
async function happening(name) {
  const { passingFrom, at, enactedAt } = foretold.get(name).Approved;
  const passing = await served(passingFrom);
  const approved = await served(at + passing - passingFrom);
  return { passing, approved, enacted: () => served(enactedAt + approved - at) };
}
const enactmentOf = async (name) => (await happening(name)).enacted();

next('it is told beforehand what becomes of each if nobody votes any more', async () => {
  const names = [...drafts.keys()];
  const answers = await foretell(names);
  const passing = begun + PREPARE;
  const approved = ({ after }) => {
    const at = passing + CONFIRM;
    return { Approved: { passingFrom: passing, at, enactedAt: at + Math.max(after, ENACTMENT) } };
  };
  const expected = ([name, { ayes, isIdle, ...terms }]) => {
    if (isIdle) return { TimedOut: { at: begun + plain(api.consts.referenda.undecidingTimeout) } };
    return ayes ? approved(terms) : { Rejected: { at: passing + DECISION } };
  };
  assert.deepEqual(foretold, new Map([...drafts].map((entry) => [entry[0], expected(entry)])));

  const { inactiveIssuance, totalIssuance } = api.query.balances;
  const electorate = (await totalIssuance()).toBigInt() - (await inactiveIssuance()).toBigInt();
  const part = (some, all) => Number((BigInt(some) * 1_000_000_000n) / all);
  answers.forEach((answer, at) => {
    const { index, track, submitter, submitted, ayes, nays, support, approval, turnout } = answer;
    const { index: poll, origin } = draft(names[at]);
    assert.deepEqual([index, track, submitter, submitted], [poll, TRACKS[origin], proposer.address, begun]);
    assert.deepEqual({ ayes, nays, support }, ballots.tally(poll));
    const all = BigInt(ayes) + BigInt(nays);
    assert.deepEqual([approval, turnout], [all ? part(ayes, all) : 0, part(support, BigInt(answer.electorate))]);
    // Fees move between what can vote and the treasury, which cannot.
    assert.ok(BigInt(answer.electorate) - electorate < TIDE && electorate - BigInt(answer.electorate) < TIDE);
  });
});

/** What a draft would do. */
const drafted = async (origin, tx) =>
  previewed(await api.call.governanceApi.previewCall(origin, typeof tx === 'string' ? tx : tx.method.toHex()));

next('what each would do is seen before it is voted on, and nothing is done', async () => {
  const running = async (name) => previewed(await api.call.governanceApi.preview(indexOf(name)));
  const before = await record(ETHERS, await bestBlock(api));
  for (const [name, { error, told }] of drafts) {
    // These count on others, on the committee, or on a price that is older than the chain may be now.
    if (['resume', 'together', 'dollars', 'unnoted', 'trusted'].includes(name)) continue;
    const { weight, ...seen } = await running(name);
    assert.ok(weight > 0n);
    assert.equal(seen.error, error, name);
    const events = error ? [] : seen.events.filter(({ name: event }) => event === told?.[0]);
    assert.deepEqual(events.map(({ data }) => data), told && !error ? [told[1]] : [], name);
  }
  const { events: [approval, counted] } = await running('gift');
  assert.deepEqual([approval.name, approval.data.amount], ['treasury.AssetSpendApproved', String(GIFT)]);
  assert.deepEqual([counted.name, counted.data.left], ['spending.Approved', String(CAP - GIFT)]);
  assert.equal((await running('resume')).error, 'priceOracle.NotHalted');
  assert.equal(await running('unnoted'), 'PreimageMissing');
  assert.equal(previewed(await api.call.governanceApi.preview(UNHEARD_OF)), 'NotOngoing');
  const { block, ...after } = await record(ETHERS, await bestBlock(api));
  assert.deepEqual({ block: before.block, ...after }, before);
});

next('a draft shows what is wrong with it', async () => {
  const small = { Origins: 'SmallSpender' };
  const spent = await drafted(small, spending.spend('Native', 100, eve.address, null));
  // Units were meant to be TIDE.
  assert.deepEqual(spent.events.map(({ data }) => data.amount ?? data.value), ['100', '100']);
  const raid = await drafted(small, spending.spend('Native', CAP + 1n, eve.address, null));
  assert.equal(raid.error, 'spending.OverPeriodCap');
  const { terms } = await record(ETHERS, await bestBlock(api));
  const far = amm.setTerms(ETHERS, { ...terms, protocolFeeBps: terms.protocolFeeBps + 501 });
  const failed = await drafted({ Origins: 'ExchangeAdmin' }, far);
  assert.deepEqual([failed.error, failed.events], ['amm.StepTooLarge', []]);
  assert.equal((await drafted({ Origins: 'OracleAdmin' }, far)).error, 'BadOrigin');
  const huge = { refTime: 10n ** 15n, proofSize: 0 };
  const heavy = await drafted({ system: 'Root' }, utility.withWeight(system.remark('0x00'), huge));
  assert.ok(heavy.weight >= huge.refTime && heavy.limit > 0n && heavy.limit < heavy.weight, `${heavy.limit}`);
  const bearable = { ...huge, refTime: heavy.limit - 10n ** 9n };
  assert.equal((await drafted({ system: 'Root' }, utility.withWeight(system.remark('0x00'), bearable))).error, null);
  assert.equal(await drafted({ system: { Signed: eve.address } }, system.remark('0x00')), 'NoTrack');
  assert.equal(await drafted(small, '0xffff'), 'Undecodable');
});

next('the committee whitelists what a referendum then does as root', async () => {
  const { hash } = trustedCall.method;
  const [closed] = await motions([whitelist.whitelistCall(hash)], members);
  assert.equal(await executedWith(closed), null);
  assert.ok((await api.query.whitelist.whitelistedCall(hash)).isSome);
  assert.ok(closed.number < foretold.get('trusted').Approved.enactedAt, 'it came too late');
});

next('a delegation follows a vote, but for where its owner votes', async () => {
  const [track, poll, balance] = [TRACKS.ExchangeAdmin, indexOf('terms'), 300_000n * TIDE + 3n];
  const { delegate, removeVote, vote } = convictionVoting;
  await act([[proposer, delegate(track, dave.address, 'Locked3x', balance)]]);
  ballots.delegate(proposer.address, track, dave.address, 'Locked3x', balance);
  const received = { votes: String(3n * balance), capital: String(balance) };
  const open = await checkTallies();
  const row = (await api.query.convictionVoting.votingFor(proposer.address, track)).asDelegating;
  const { target, conviction, balance: delegated } = row;
  assert.deepEqual([target, conviction, delegated].map(plain), [dave.address, 'Locked3x', String(balance)]);
  const [following] = plain(await api.call.governanceApi.delegations(proposer.address));
  assert.deepEqual(following.following, { to: dave.address, conviction: 3, balance: String(balance) });

  // However little is behind it.
  const own = standard(false, 'Locked1x', 30_000n * TIDE + 1n);
  const [overridden] = await act([[proposer, vote(poll, own)]]);
  ballots.vote(proposer.address, poll, own);
  await checkTallies();
  const withheldOn = async () => {
    const [{ received: all, withheld }] = plain(await api.call.governanceApi.delegations(dave.address));
    assert.deepEqual(all, received);
    return withheld.find((held) => held.poll === poll).power;
  };
  assert.deepEqual(await withheldOn(), received);
  const changed = overridden.events.find(({ name }) => name === 'convictionVoting.WithheldChanged').data;
  assert.deepEqual(changed, { delegate: dave.address, pollIndex: poll, withheld: received });
  const [{ votes: [{ overrides, ongoing }] }] = plain(await api.call.governanceApi.votes(proposer.address));
  assert.deepEqual([overrides, ongoing], [true, true]);

  await act([[proposer, removeVote(track, poll)]]);
  ballots.remove(proposer.address, poll);
  assert.deepEqual(await checkTallies(), open);
  assert.deepEqual(await withheldOn(), { votes: '0', capital: '0' });
});

next('what is wrong is refused by name, and changes nothing', async () => {
  const track = TRACKS.ExchangeAdmin;
  const [poll, other] = [indexOf('terms'), 34];
  const { delegate, release, removeOtherVote, trim, undelegate, unlock, vote } = convictionVoting;
  const mine = (name) => `convictionVoting.${name}`;
  const name = ['Amm', 'swap_exact_in'];
  const motion = technicalCommittee.propose(2, pause.pauseFor(name, 5), 100);
  const mySelf = { system: { Signed: dave.address } };
  const asMyself = referenda.submit(mySelf, proposalOf(system.remark('0x00')), { After: 1 });
  const before = await record(ETHERS, await bestBlock(api));
  const refused = await act([
    [eve, vote(poll, standard(true, 'None', 100_000_000n * TIDE)), mine('InsufficientFunds')],
    [eve, vote(UNHEARD_OF, standard(true, 'None', 1)), mine('NotOngoing')],
    [eve, delegate(99, dave.address, 'None', 1), mine('BadClass')],
    [eve, delegate(other, eve.address, 'None', 1), mine('Nonsense')],
    [eve, delegate(track, dave.address, 'None', 1), mine('AlreadyVoting')],
    [proposer, delegate(track, eve.address, 'None', 1), mine('AlreadyDelegating')],
    [eve, undelegate(other), mine('NotDelegating')],
    [eve, delegate(other, dave.address, 'Locked1x', TIDE)],
    [eve, undelegate(other)],
    [eve, undelegate(other), mine('NotDelegating')],
    [eve, unlock(other, eve.address), mine('NoPermissionYet')],
    [eve, removeOtherVote(dave.address, track, poll), mine('NoPermission')],
    [eve, release(helped.address, track), mine('NothingToRelease')],
    [eve, trim(helped.address, track), mine('NothingToTrim')],
    [dave, asMyself, 'referenda.NoTrack'],
    [dave, referenda.placeDecisionDeposit(indexOf('stop')), 'referenda.HasDeposit'],
    [dave, referenda.refundDecisionDeposit(indexOf('unloved')), 'referenda.Unfinished'],
    [dave, referenda.refundSubmissionDeposit(poll), 'referenda.BadStatus'],
    [dave, referenda.cancel(poll), 'BadOrigin'],
    [dave, referenda.kill(poll), 'BadOrigin'],
    [dave, txPause.pause(name), 'BadOrigin'],
    [dave, txPause.unpause(name), 'BadOrigin'],
    [dave, pause.pauseFor(name, 5), 'BadOrigin'],
    [dave, pause.lift(name), 'BadOrigin'],
    [dave, spend('Native', 1, dave.address, null), 'BadOrigin'],
    [dave, spending.spend('Native', 1, dave.address, null), 'BadOrigin'],
    [dave, voidSpend(0), 'BadOrigin'],
    [dave, payout(UNHEARD_OF), 'treasury.InvalidIndex'],
    [dave, whitelist.whitelistCall(deferredCall.method.hash), 'BadOrigin'],
    [dave, whitelist.dispatchWhitelistedCallWithPreimage(trustedCall), 'whitelist.DeferredDispatchNotFound'],
    [dave, motion, 'technicalCommittee.NotMember'],
    [dave, technicalCommittee.vote(trustedCall.method.hash, 0, true), 'technicalCommittee.NotMember'],
    [dave, technicalCommittee.setMembers([dave.address], null, 3), 'BadOrigin'],
  ]);
  assert.ok(refused.every(({ fee, error }) => fee > 0n || !error), 'a refusal has cost nothing');
  await checkTallies();
  assert.deepEqual(await record(ETHERS, await bestBlock(api)), before);
});

next('a decision begins with its deposit, and its end is foretold to the block', async () => {
  const [{ number }] = await act([[proposer, referenda.placeDecisionDeposit(indexOf('terms'))]]);
  const [{ stage, decidingSince }] = await foretell(['terms']);
  assert.deepEqual([stage, decidingSince], ['Deciding', number]);
  const { passingFrom, at, enactedAt } = foretold.get('terms').Approved;
  // What it needs falls to what it has.
  assert.ok(passingFrom > number + 1 && passingFrom < number + DECISION / 2, `${passingFrom}`);
  assert.deepEqual([at, enactedAt], [passingFrom + CONFIRM, at + ENACTMENT]);
});

/** Waits for the enactment of these, and checks it: in that block, with that result, with what it tells. */
async function checkEnacted(names) {
  for (const name of names) {
    const { error, index, told } = draft(name);
    const enacted = await enactmentOf(name);
    assert.equal(await enactedWith(index, enacted), error, name);
    if (!told) continue;
    const found = (await eventsOf(enacted)).filter((event) => event.name === told[0]).map(({ data }) => data);
    const isTold = found.some((data) => JSON.stringify(data) === JSON.stringify(told[1]));
    assert.ok(isTold, `${name}: ${JSON.stringify(found)}`);
  }
}

const SWAP = { out: [{ poolId: STABLES, assetOut: DAI }], home: [{ poolId: HOME, assetOut: 'Native' }] };
const EVERYTHING = 2n ** 128n - 1n;

next('what has passed is enacted with the origin of its track, and with no other', async () => {
  await checkEnacted([...drafts.keys()].filter((name) => draft(name).ayes && draft(name).after === 1));
  const [tried] = await act([
    [dave, amm.swapExactIn(DOLLAR, 1_000_000n, SWAP.out, 0), 'amm.TradingClosed'],
    [dave, stakingRewards.sweep(DAI, EVERYTHING), 'stakingRewards.NoSweepRoute'],
  ]);
  const { call, query } = await api.at(tried.block);
  assert.ok(tried.number < foretold.get('start').Approved.enactedAt, 'it was too late to try');
  assert.equal((await record(STABLES, tried.block)).status, 'WithdrawOnly');
  assert.equal((await call.priceOracleApi.price(DAI_FEED)).asErr.type, 'Halted');
  assert.deepEqual(plain(await query.priceOracle.feeds())[BITCOIN_FEED].terms, draft('feed').told[1].new_);
  assert.equal(plain(await call.stakingRewardsApi.programme(PROTOCOL)).listed, true);
});

next('a referendum cancels another one, and kills one with its deposit', async () => {
  const state = async (name) => (await api.query.referenda.referendumInfoFor(indexOf(name))).unwrap();
  const [cancelled, killed] = await Promise.all(['wish', 'unnoted'].map(state));
  assert.deepEqual([cancelled.type, killed.type], ['Cancelled', 'Killed']);
  const events = await eventsOf(await enactmentOf('cancel'));
  const { tally } = events.find(({ name }) => name === 'referenda.Cancelled').data;
  assert.deepEqual(tally, ballots.tally(indexOf('wish')));
  const slashed = events.find(({ name }) => name === 'referenda.DepositSlashed').data;
  assert.deepEqual(slashed, { who: proposer.address, amount: String(10n * TIDE) });
  assert.ok(events.some(({ name, data }) => name === 'treasury.Deposit' && data.value === slashed.amount));
});

/** The event of a spend that was approved: in the treasury, and in the caps. */
async function approvalOf(name) {
  const enactedAt = await enactmentOf(name);
  const events = await eventsOf(enactedAt);
  const { args } = draft(name).tx.method;
  const only = (event, fits) => events.find((found) => found.name === event && fits(found.data));
  const { data } = only('treasury.AssetSpendApproved', ({ amount }) => amount === plain(args[1]));
  const counted = only('spending.Approved', ({ spendIndex }) => spendIndex === data.index);
  return { ...data, enactedAt, counted: counted.data };
}

next('the treasury pays what was approved, to the unit, and no track more than its cap', async () => {
  await checkEnacted(['gift', 'dollars', 'tooMuch', 'together']);
  const [gift, dollars] = [await approvalOf('gift'), await approvalOf('dollars')];
  const { call } = await api.at(await reached(dollars.enactedAt));
  const price = (await call.ammApi.averagePrice(HOME, DOLLAR, 'Native', 'Hour')).asOk.price.toBigInt();
  const worth = (BigInt(dollars.amount) * price + 2n ** 128n - 1n) >> 128n;
  assert.deepEqual([gift, dollars].map(({ counted: { spender, value, left } }) => [spender, value, left]), [
    [0, gift.amount, String(CAP - BigInt(gift.amount))],
    [0, String(worth), String(CAP - BigInt(gift.amount) - worth)],
  ]);
  // Root has no cap.
  const asTrusted = await eventsOf(await enactmentOf('trusted'));
  const [trusted] = asTrusted.filter(({ name, data }) =>
    name === 'treasury.AssetSpendApproved' && data.amount === String(GRANT));
  assert.equal(trusted.data.beneficiary, eve.address);
  const [done] = asTrusted.filter(({ name }) => name === 'whitelist.WhitelistedCallDispatched');
  assert.equal(done.data.callHash, trustedCall.method.hash.toHex());

  const start = await bestBlock(api);
  const holders = [loser.address, treasury(api), eve.address];
  const holdings = (block) => Promise.all(holders.map((who) => balances(api, block, who, ['Native', DOLLAR])));
  const before = await holdings(start);
  // Anybody sees to it.
  const paid = await act([gift, dollars, trusted.data].map(({ index }) => [dave, payout(index)]));
  const [again] = await act([[dave, payout(gift.index), 'treasury.AlreadyAttempted']]);
  const after = await holdings(paid.at(-1).block);
  const [tide, more] = [BigInt(gift.amount), BigInt(trusted.data.amount)];
  assert.deepEqual(after[0], [before[0][0] + tide, before[0][1] + BigInt(dollars.amount)]);
  assert.deepEqual(after[2], [before[2][0] + more, before[2][1]]);
  // Its part of the fees is what it has more than that.
  const fees = paid.reduce((sum, { fee }) => sum + treasuryShare(fee), 0n);
  assert.deepEqual(after[1], [before[1][0] - tide - more + fees, before[1][1] - BigInt(dollars.amount)]);
  assert.ok(again.number >= paid.at(-1).number);
});

/** What is told of an account's locks in the state after the block with this number. */
async function locksOf({ address }, number) {
  const { call } = await api.at(await reached(number));
  return plain(await call.governanceApi.locks(address));
}

/** The block of the approval of what the lockers have voted for, and the one in which the locks are over. */
const lockedFrom = async () => (await happening('terms')).approved;
const lockedUntil = async () => (await lockedFrom()) + plain(api.consts.convictionVoting.voteLockingPeriod);
const half = () => transferKeepAlive(eve.address, PURSE / 2n);
const UNLOCKED = { frozen: '0', releasable: '0', tracks: [] };

next('what has won is locked, and it is told until when', async () => {
  const [track, poll, at, end] = [TRACKS.ExchangeAdmin, indexOf('terms'), await lockedFrom(), await lockedUntil()];
  const amount = String(LOCKED);
  const lock = (last, releases) => {
    const parts = [{ cause: { Vote: { poll } }, amount, until: last }];
    return { frozen: amount, releasable: '0', tracks: [{ track, locked: amount, releasable: '0', parts, releases }] };
  };
  for (const voter of [winner, helped]) {
    assert.deepEqual(await locksOf(voter, at - 1), lock(null, []));
    assert.deepEqual(await locksOf(voter, at), lock(end, [{ at: end, left: '0' }]));
  }
  // Who has lost, and who has accepted no lock, is free at once.
  for (const voter of [loser, free]) {
    assert.deepEqual(await locksOf(voter, at - 1), lock(null, []));
    assert.deepEqual(await locksOf(voter, at), UNLOCKED);
  }
  const tried = await act([
    [winner, half(), 'Token.Frozen'],
    [helped, half(), 'Token.Frozen'],
    [free, half()],
    [eve, convictionVoting.release(helped.address, track), 'convictionVoting.NothingToRelease'],
  ]);
  assert.ok(tried.every(({ number }) => number < end), 'it was too late to try');
});

/** The first block in which the paused call works again. */
let until;
const swap = () => amm.swapExactIn('Native', TIDE, [{ poolId: HOME, assetOut: DOLLAR }], 0);

next('the committee pauses a call for a few blocks, and nothing that it must not', async () => {
  const [name, way] = [['Amm', 'swap_exact_in'], ['Amm', 'remove_liquidity']];
  const blocks = 6;
  const [[alone], closed] = await Promise.all([
    act([[charlie, technicalCommittee.propose(1, pause.pauseFor(name, blocks - 1), 100)]]),
    motions([
      pause.pauseFor(name, blocks),
      pause.pauseFor(name, blocks + 1),
      pause.pauseFor(way, blocks),
      whitelist.whitelistCall(deferredCall.method.hash),
    ], members),
  ]);
  assert.equal(await executedWith(alone), 'BadOrigin');
  const ends = await Promise.all(closed.map(executedWith));
  assert.deepEqual(ends, [null, 'pause.AlreadyPaused', 'pause.NotPausable', null]);
  const { data: paused } = closed[0].events.find((event) => event.name === 'pause.Paused');
  until = closed[0].number + blocks;
  const againFrom = until + plain(api.consts.pause.cooldownBlocks);
  assert.deepEqual([paused.until, paused.againFrom], [until, againFrom]);

  const shares = plain(await api.query.poolAssets.account(HOME, alice.address)).balance;
  const [refused, ...others] = await act([
    [dave, swap(), 'system.CallFiltered'],
    [dave, utility.batchAll([swap()]), 'system.CallFiltered'],
    [dave, amm.swapExactOut('Native', 10n * TIDE, [{ poolId: HOME, assetOut: DOLLAR }], 1_000_000n)],
    [alice, amm.removeLiquidity(HOME, BigInt(shares) / 1_000n, [0, 0])],
    // What had to wait for the committee, anybody now sets off, for nothing.
    [eve, whitelist.dispatchWhitelistedCallWithPreimage(deferredCall)],
  ]);
  assert.ok(refused.fee > 0n && others.every(({ number }) => number < until), 'the pause was over');
  assert.equal(others.at(-1).fee, 0n);
});

next('locks end in the block that was told, by themselves or by anybody', async () => {
  const [track, end] = [TRACKS.ExchangeAdmin, await lockedUntil()];
  // In that block anybody may, if it comes before the end of the block; then there is nothing left to do.
  const released = await sendInto(end, convictionVoting.release(helped.address, track), eve);
  const last = await served(end);
  assert.equal(released.error, released.number === last ? null : 'convictionVoting.NothingToRelease');
  const unlocked = (await eventsOf(last)).filter(({ name, data }) =>
    name === 'convictionVoting.VoteUnlocked' && [winner, helped].some(({ address }) => data.who === address));
  assert.deepEqual(new Map(unlocked.map(({ data, phase }) => [data.who, phase])), new Map([
    [helped.address, released.error ? 'Finalization' : 'ApplyExtrinsic'],
    [winner.address, 'Finalization'],
  ]));
  for (const voter of [winner, helped]) {
    // As of the next block, all of it is due.
    const { releasable, tracks: [due] } = await locksOf(voter, last - 1);
    assert.deepEqual([releasable, due.releasable], [String(LOCKED), String(LOCKED)]);
    assert.deepEqual(due.releases, [{ at: last, left: '0' }]);
    assert.deepEqual(await locksOf(voter, last), UNLOCKED);
  }
  await act([[winner, half()], [helped, half()]]);
});

next('everything has become what was foretold, in the blocks that were foretold', async () => {
  const passed = [...drafts.keys()].filter((name) => foretold.get(name).Approved);
  assert.equal(passed.length, drafts.size - 3);
  await checkEnacted(passed);
  // Its time runs from the beginning of its decision.
  const since = await served(begun + PREPARE);
  const rejected = await served(foretold.get('unloved').Rejected.at + since - begun - PREPARE);
  const last = await upTo(rejected);
  for (const name of passed) {
    const { passing, approved } = await happening(name);
    const index = indexOf(name);
    const within = (event) => blocksWith(`referenda.${event}`, (data) => data.index === index, begun, last);
    const blocks = await Promise.all(['ConfirmStarted', 'Confirmed'].map(within));
    assert.deepEqual(blocks, [[passing], [approved]], name);
    const info = (await (await api.at(await reached(approved))).query.referenda.referendumInfoFor(index)).unwrap();
    assert.equal(info.asApproved[0].toNumber(), approved, name);
    const isConfirmed = (event) => event.name === 'referenda.Confirmed' && event.data.index === index;
    const confirmed = (await eventsOf(approved)).find(isConfirmed);
    assert.deepEqual(confirmed.data.tally, ballots.tally(index));
  }
  const isUnloved = ({ index }) => index === indexOf('unloved');
  assert.deepEqual(await blocksWith('referenda.Rejected', isUnloved, begun, last), [rejected]);

  const best = await bestBlock(api);
  assert.deepEqual((await record(ETHERS, best)).terms, draft('terms').told[1].terms);
  assert.equal((await record(STABLES, best)).status, 'Active');
  const { query } = await api.at(best);
  assert.deepEqual(plain(await query.stakingRewards.sweepRoutes(DAI)), ROUTE_OF_DAI);
  assert.equal(plain(await query.priceOracle.feeds())[DAI_FEED].halted, false);
  await act([[dave, amm.swapExactIn(DOLLAR, 1_000_000n, SWAP.out, 0)], [dave, swap()]]);
  const lifted = (await eventsOf(until)).find(({ name }) => name === 'pause.Lifted');
  assert.equal(lifted.phase, 'Initialization');
  assert.deepEqual(await blocksWith('pause.Lifted', () => true, begun, last), [until]);
});

next('deposits come back, but for what was rejected or killed', async () => {
  const { refundDecisionDeposit, refundSubmissionDeposit } = referenda;
  const but = (...names) => [...drafts.keys()].filter((name) => !names.includes(name)).map(indexOf);
  const refunds = [
    ...but('unnoted', 'wish').map((index) => refundDecisionDeposit(index)),
    ...but('unnoted', 'unloved').map((index) => refundSubmissionDeposit(index)),
    preimage.unnotePreimage(draft('terms').tx.method.hash),
  ];
  const [{ block }] = await act([
    [proposer, utility.batchAll(refunds)],
    [dave, refundSubmissionDeposit(indexOf('unloved')), 'referenda.BadStatus'],
    [dave, refundDecisionDeposit(indexOf('wish')), 'referenda.NoDeposit'],
  ]);
  assert.equal(await reservedBy(block), reserved + api.consts.referenda.submissionDeposit.toBigInt());
});
