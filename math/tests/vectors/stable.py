#!/usr/bin/env python3
"""Writes stable.json: the stable curve in unbounded integers, apart from the crate.

Every number is found from its definition by halving an interval, in fractions where it is one. Run
`python3 stable.py > stable.json` beside it; the result does not change from run to run.
"""

import json
import random
from fractions import Fraction
from math import ceil, floor, prod

MIN_RESERVE = 1000
RNG = random.Random(20251103)


class Refused(Exception):
    pass


def first(low, high, passes):
    """The least whole number in low..=high that passes; high does."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if passes(middle) else (middle + 1, high)
    return low


def fits(number):
    if number >= 2**128:
        raise Refused("Overflow")
    return number


class Pool:
    def __init__(self, reserves, decimals, amplification):
        self.own = list(reserves)
        self.decimals = decimals
        self.a = Fraction(amplification, 100)
        self.amplification = amplification
        self.factors = [10 ** (max(decimals) - d) for d in decimals]
        if min(self.own) < MIN_RESERVE:
            raise Refused("ReserveTooSmall")
        fits(sum(self.x()))

    def x(self):
        return [r * f for r, f in zip(self.own, self.factors)]

    def with_own(self, own):
        return Pool(own, self.decimals, self.amplification)

    def compare(self, d, x=None):
        """Left side minus right side of the curve's equation at d."""
        x = x or self.x()
        n = len(x)
        ann = self.a * n
        return Fraction(d ** (n + 1), n**n * prod(x)) + (ann - 1) * d - ann * sum(x)

    def d(self):
        return first(0, sum(self.x()) + 1, lambda d: self.compare(d) > 0) - 1

    def d_up(self):
        return first(0, sum(self.x()), lambda d: self.compare(d) >= 0)

    def answer(self, index, own, target):
        x = [r * f for r, f in zip(own, self.factors)]

        def passes(y):
            return y > 0 and self.compare(target, x[:index] + [y] + x[index + 1 :]) <= 0

        y = first(1, 2**600, passes)
        return ceil(Fraction(y, self.factors[index]))


def fees_of(amount, fees):
    fee = ceil(Fraction(amount * fees[0], 10_000))
    return fee, floor(Fraction(fee * fees[1], 10_000))


def settle(pool, i, j, amount_in, amount_out, fees):
    fee, protocol = fees_of(amount_in, fees)
    own = list(pool.own)
    own[i] += fits(amount_in) - protocol
    own[j] -= amount_out
    pool.with_own(own)
    return dict(amount_in=amount_in, amount_out=amount_out, fee=fee, protocol_fee=protocol, reserves=own)


def swap_in(pool, i, j, amount, fees):
    own = list(pool.own)
    own[i] += amount
    fits(sum(r * f for r, f in zip(own, pool.factors)))
    own[i] -= fees_of(amount, fees)[0]
    out = pool.own[j] - pool.answer(j, own, pool.d_up())
    if out <= 0:
        raise Refused("ZeroOutput")
    return settle(pool, i, j, amount, out, fees)


def swap_out(pool, i, j, amount, fees):
    if amount >= pool.own[j]:
        raise Refused("InsufficientReserve")
    own = list(pool.own)
    own[j] -= amount
    if own[j] < MIN_RESERVE:
        raise Refused("ReserveTooSmall")
    net = pool.answer(i, own, pool.d_up()) - pool.own[i]
    amount_in = ceil(Fraction(net) / (1 - Fraction(fees[0], 10_000)))
    return settle(pool, i, j, amount_in, amount, fees)


def add(pool, total, amounts, fees):
    n = len(amounts)
    whole = [r + a for r, a in zip(pool.own, amounts)]
    growth = Fraction(pool.with_own(whole).d(), pool.d())
    part = Fraction(fees[0], 10_000) * Fraction(n, 4 * (n - 1))
    taken = [ceil(abs(r * growth - w) * part) for r, w in zip(pool.own, whole)]
    worth = pool.with_own([w - f for w, f in zip(whole, taken)]).d()
    shares = floor(total * Fraction(worth - pool.d_up(), pool.d_up()))
    if shares <= 0:
        raise Refused("ZeroShares")
    protocol = [floor(Fraction(f * fees[1], 10_000)) for f in taken]
    after = [w - f for w, f in zip(whole, protocol)]
    return dict(fees=taken, protocol_fees=protocol, shares=shares, reserves=after, total_shares=total + shares)


def remove_single(pool, total, shares, index, fees):
    target = ceil(pool.d_up() * Fraction(total - shares, total))
    gross = pool.own[index] - pool.answer(index, pool.own, target)
    fee, protocol = fees_of(gross, fees)
    if gross - fee <= 0:
        raise Refused("ZeroOutput")
    own = list(pool.own)
    own[index] -= gross - fee + protocol
    pool.with_own(own)
    return dict(amount=gross - fee, fee=fee, protocol_fee=protocol, reserves=own, total_shares=total - shares)


def price_impact(pool, i, amount_in, j, amount_out, fee_bps):
    x, n, d = pool.x(), len(pool.own), pool.d()
    q = floor(Fraction(100 * d ** (n + 1), n**n * prod(x)))
    slope = lambda k: Fraction(100 * pool.a * n * x[k] + q, pool.own[k])
    ideal = amount_in * (1 - Fraction(fee_bps, 10_000)) * slope(i) / slope(j)
    return max(0, ceil(10_000 * (1 - amount_out / ideal)))


def write(value):
    """Amounts as decimal strings; indices, basis points and the like stay numbers."""
    if isinstance(value, list):
        return [write(entry) for entry in value]
    return str(value)


POOLS = [
    # Two, three, four and five stable tokens about balance.
    ([31_400_000 * 10**6, 28_100_000 * 10**18], [6, 18], 10_000),
    ([1_234_567_890_123, 1_111_222_333_444, 1_345_678_901_234], [6, 6, 6], 20_000),
    ([31_000_000 * 10**6, 28_000_000 * 10**18, 35_000_000 * 10**12], [6, 18, 12], 10_000),
    ([5 * 10**24, 4 * 10**24 + 7, 6 * 10**24 + 1, 5 * 10**24 + 3], [18] * 4, 50_000),
    ([9_000_000_000_001, 8 * 10**24, 7 * 10**18, 10**13, 11 * 10**12], [6, 18, 12, 6, 6], 1_000_000),
    # At the least reserves, of coarse and of fine units.
    ([1_009, 1_017], [0, 0], 200),
    ([1_003, 1_001 * 10**24], [0, 24], 1_000_000),
    ([1_500, 2_500, 3_500, 1_000, 9_999], [0, 0, 0, 0, 0], 10_000),
    # A million to one.
    ([10**24, 10**18], [18, 18], 200),
    ([10**12, 10**18, 10**15], [9, 9, 9], 1_000_000),
    # Near the most that 128 bits hold.
    ([2**127 - 2**100, 2**126], [12, 12], 10_000),
    ([2**125, 2**125 - 1, 2**125 - 2, 2**124, 2**121], [10] * 5, 3_333),
]
FEES = [(4, 5_000), (30, 1_667), (0, 0), (1, 10_000)]


def cases():
    for number, (reserves, decimals, amplification) in enumerate(POOLS):
        pool, n = Pool(reserves, decimals, amplification), len(reserves)
        total = RNG.choice([pool.d(), pool.d() * 9 // 10, pool.d() // 3])
        fees = FEES[number % len(FEES)]
        i, j = RNG.sample(range(n), 2)
        sold = [max(1, reserves[i] * RNG.randint(1, 10**6) // 10**RNG.choice([6, 8])), RNG.randint(1, 3)]
        bought = [max(1, reserves[j] * RNG.randint(1, 10**6) // 10**RNG.choice([7, 9])), reserves[j] - 1_000]
        added = [r * RNG.randint(0, 10**5) // 10**5 * RNG.randint(0, 1) for r in reserves]
        added[i] += reserves[i] // 777 + 1
        burnt = total * RNG.randint(1, 10**4) // 10**5
        base = dict(pool=number, reserves=reserves, decimals=decimals, amplification=amplification,
                    trade_bps=fees[0], protocol_bps=fees[1])
        yield base, dict(op="invariant"), lambda: dict(invariant=pool.d())
        for amount in sold:
            yield base, dict(op="swap_exact_in", asset_in=i, asset_out=j, amount=amount), (
                lambda: swap_in(pool, i, j, amount, fees))
        for amount in bought:
            yield base, dict(op="swap_exact_out", asset_in=i, asset_out=j, amount=amount), (
                lambda: swap_out(pool, i, j, amount, fees))
        yield base, dict(op="add_liquidity", total_shares=total, amounts=added), (
            lambda: add(pool, total, added, fees))
        yield base, dict(op="remove_liquidity_single", total_shares=total, shares=burnt, asset_out=j), (
            lambda: remove_single(pool, total, burnt, j, fees))


SMALL = {"op", "pool", "asset_in", "asset_out", "amplification", "trade_bps", "protocol_bps",
         "price_impact_bps", "error", "decimals"}


def main():
    pools, lines = {}, []
    for base, given, compute in cases():
        pools[base["pool"]] = {key: value if key in SMALL else write(value)
                               for key, value in base.items() if key != "pool"}
        try:
            result = compute()
            if given["op"].startswith("swap"):
                pool = Pool(base["reserves"], base["decimals"], base["amplification"])
                result["price_impact_bps"] = price_impact(
                    pool, given["asset_in"], result["amount_in"], given["asset_out"],
                    result["amount_out"], base["trade_bps"])
        except Refused as refusal:
            result = dict(error=str(refusal))
        written = lambda fields: {k: v if k in SMALL else write(v) for k, v in fields.items()}
        lines.append({"pool": base["pool"], **written(given), "result": written(result)})
    description = (
        "Stable pools and isolated operations on them, computed apart from this crate from the "
        "definitions of the curve, with bisection in unbounded integers; stable.py beside this file "
        "writes it. Amounts are decimal strings in smallest units. `amplification` is A in hundredths. "
        "`amount` is what is sold or bought, fee included where sold; `reserves` in a result are those "
        "of the pool afterwards, the protocol's part of the fee not in them. `error` is the name of "
        "the refusal.")
    print("{")
    print(f'  "description": {json.dumps(description)},')
    print('  "pools": [')
    print(",\n".join("    " + json.dumps(pools[key]) for key in sorted(pools)))
    print('  ],\n  "cases": [')
    print(",\n".join("    " + json.dumps(line) for line in lines))
    print("  ]\n}")


if __name__ == "__main__":
    main()
