// Swaps 100 TIDE for tUSD as //Alice, in pool 0 of a development chain:
//
//   tidewater --dev                          # in another terminal
//   node swap.mjs [ws://127.0.0.1:9944]

import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';

const url = process.argv[2] ?? process.env.TIDEWATER_URL ?? 'ws://127.0.0.1:9944';
const api = await ApiPromise.create({ provider: new WsProvider(url), throwOnConnect: true });
const alice = new Keyring({ type: 'sr25519' }).addFromUri('//Alice');

// Amounts on chain are whole numbers of the smallest unit: 1 TIDE is 10^12 of them.
const tide = { id: 'Native', symbol: api.registry.chainTokens[0], decimals: api.registry.chainDecimals[0] };
const dollar = await asset(1);
const amountIn = 100n * 10n ** BigInt(tide.decimals);
const hops = [{ poolId: 0, assetOut: dollar.id }];

// Ask first. With the account, the quote is refused for the same reasons as the trade would be.
const quote = await api.call.ammApi.quoteExactIn(tide.id, amountIn, hops, alice.address);
if (quote.isErr) throw new Error(`the swap would be refused: ${quote.asErr.reason}`);
const { amountOut, priceImpactBps } = quote.asOk;
console.log(`Quote:   ${show(amountIn, tide)} buys ${show(amountOut, dollar)}, ` +
  `price impact ${priceImpactBps.toNumber() / 100} %`);

// Others may trade before us: accept up to 1 % less than quoted, and nothing below.
const minAmountOut = (amountOut.toBigInt() * 99n) / 100n;
const { block, event } = await send(api.tx.amm.swapExactIn(tide.id, amountIn, hops, minAmountOut));
const [hop] = event.hops;
console.log(`Block:   ${block}`);
console.log(`Swapped: ${show(event.amountIn, tide)} for ${show(event.amountOut, dollar)}, ` +
  `of which the pool kept a fee of ${show(hop.fee, tide)}`);
await api.disconnect();

/** An asset as the chain describes it. */
async function asset(id) {
  const { symbol, decimals } = await api.query.assets.metadata(id);
  return { id: { WithId: id }, symbol: symbol.toUtf8(), decimals: decimals.toNumber() };
}

/** Signs and sends a transaction; gives the block it got into and the event of the exchange. */
function send(tx) {
  return new Promise((resolve, reject) => {
    tx.signAndSend(alice, ({ status, events, dispatchError, isError }) => {
      if (isError) return reject(new Error(`the transaction ended as ${status.type}`));
      if (!status.isInBlock) return undefined;
      if (dispatchError?.isModule) reject(new Error(api.registry.findMetaError(dispatchError.asModule).name));
      if (dispatchError) reject(new Error(dispatchError.toString()));
      const swapped = events.find(({ event }) => api.events.amm.Swapped.is(event));
      return resolve({ block: status.asInBlock.toHex(), event: swapped?.event.data });
    }).catch(reject);
  });
}

/** An amount with its decimal point and its symbol. */
function show(amount, { symbol, decimals }) {
  const digits = amount.toString().padStart(decimals + 1, '0');
  const [whole, rest] = [digits.slice(0, -decimals), digits.slice(-decimals).replace(/0+$/, '')];
  return `${rest ? `${whole}.${rest}` : whole} ${symbol}`;
}
