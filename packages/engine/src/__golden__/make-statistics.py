"""Makes statistics.json: slow, direct implementations that share no code and no formula with the engine.

Run: python3 make-statistics.py > statistics.json   (NumPy and SciPy are needed; versions stand in PROVENANCE.md)
"""

import json
import math
from decimal import Decimal, getcontext
from fractions import Fraction

import numpy
from scipy import optimize, special, stats

getcontext().prec = 60
MASK = 0xFFFFFFFF
chance = numpy.random.default_rng(20261122)


def binomial_cdf(count, trials, p):
    """Term by term, 60 digits."""
    p = Decimal(repr(p))
    term = (1 - p) ** trials
    total = term
    for k in range(count):
        term = term * (trials - k) / (k + 1) * p / (1 - p)
        total += term
    return float(total)


def hash32(text, basis):
    h = basis
    for character in text:
        h = ((h ^ ord(character)) * 0x01000193) & MASK
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & MASK
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & MASK
    return h ^ (h >> 16)


def sfc32(seed, count):
    a, b, c, counter = hash32(seed, 0x811C9DC5), hash32(seed, 0x9E3779B9), hash32(seed, 0x85EBCA6B), 1
    values = []
    for _ in range(12 + count):
        result = (a + b + counter) & MASK
        counter = (counter + 1) & MASK
        a = b ^ (b >> 9)
        b = (c + (c << 3)) & MASK
        c = ((((c << 21) & MASK) | (c >> 11)) + result) & MASK
        values.append(result)
    return values[12:]


def isotonic(values, weights):
    """The max-min formula, in exact fractions."""
    def average(first, last):
        total = sum(weights[first : last + 1])
        return sum(w * v for v, w in zip(values[first : last + 1], weights[first : last + 1])) / total
    n = len(values)
    return [max(min(average(a, b) for b in range(j, n)) for a in range(j + 1)) for j in range(n)]


def isotonic_at(scores, labels, query):
    distinct = sorted(set(scores))
    groups = [[Fraction(int(l)) for s, l in zip(scores, labels) if s == d] for d in distinct]
    fitted = isotonic([sum(g) / len(g) for g in groups], [Fraction(len(g)) for g in groups])
    return fitted[distinct.index(query)]


def venn_abers(scores, labels, query):
    p0 = isotonic_at(scores + [query], labels + [0], query)
    p1 = isotonic_at(scores + [query], labels + [1], query)
    return {"score": query, "low": float(p0), "high": float(p1), "probability": float(p1 / (1 - p0 + p1))}


def logistic(rows, labels, weights, ridge, prior):
    x, y, w = numpy.array(rows), numpy.array(labels), numpy.array(weights)
    mean = numpy.average(x, axis=0, weights=w)
    scale = numpy.sqrt(numpy.average((x - mean) ** 2, axis=0, weights=w))
    scale[scale == 0] = 1
    z = (x - mean) / scale
    centre = numpy.array(prior) * scale
    def loss(b):
        eta = b[0] + z @ b[1:]
        return (w * (numpy.logaddexp(0, eta) - y * eta)).sum() + ridge / 2 * ((b[1:] - centre) ** 2).sum()
    found = optimize.minimize(loss, numpy.zeros(x.shape[1] + 1), method="BFGS", options={"gtol": 1e-9}).x
    eta = found[0] + z @ found[1:]
    return {"coefficients": list(found[1:]), "intercept": found[0], "probabilities": list(special.expit(eta))}


def betting(losses, alpha, least):
    best, cap = 1.0, 1 / (1 - alpha)
    for n in range(1, len(losses) + 1):
        wealth = numpy.mean([
            numpy.prod([1 - s * cap * (least / pi) * (wrong - alpha) for wrong, pi in losses[:n]])
            for s in (0.25, 0.5, 0.8)
        ])
        best = max(best, wealth)
    return 1 / best


def learn_then_test(records, alpha, delta):
    """Distinct scores only, equal propensities: thresholds at every hundredth of the sorted scores."""
    ordered = sorted(records, reverse=True)
    n = len(ordered)
    ranks = sorted({-(-j * n // 100) for j in range(1, 101)})
    ranks = [r for i, r in enumerate(ranks) if r * 100 // n != (ranks[i - 1] * 100 // n if i else 0)]
    errors = numpy.cumsum([wrong for _, wrong in ordered])
    p_values = [stats.binom.cdf(errors[r - 1], r, alpha) for r in ranks]
    first = [next(i for i, r in enumerate(ranks) if r / n >= coverage - 1e-12) for coverage in (0.05, 0.15, 0.3, 0.5)]
    lowest = -1
    for start in first:
        # A walk holds a quarter of delta for every start that it has come by without a break since its own.
        for i in range(start, len(ranks)):
            level = delta / 4 * sum(start <= other <= i for other in first)
            if p_values[i] > level:
                break
            lowest = max(lowest, i)
    return None if lowest < 0 else ordered[ranks[lowest] - 1][0]


def logistic_case(n, width, ridge, weighted, prior):
    rows = numpy.round(chance.normal(size=(n, width)) * [1, 10, 0.1][:width] + [0, 5, -1][:width], 4)
    labels = [int(v) for v in chance.random(n) < special.expit(rows[:, 0] + 0.2)]
    weights = [float(v) for v in numpy.round(chance.random(n) * 3 + 0.1, 3)] if weighted else [1.0] * n
    answer = logistic(rows, labels, weights, ridge, prior)
    return {"rows": rows.tolist(), "labels": labels, "weights": weights, "ridge": ridge, "prior": prior, **answer}


def metrics_case(n):
    p = numpy.round(chance.random(n), 6)
    y = (chance.random(n) < p ** 1.5).astype(int)
    order = numpy.argsort(-p, kind="stable")
    risks = numpy.cumsum(1 - y[order]) / numpy.arange(1, n + 1)
    oracle = numpy.cumsum(numpy.sort(1 - y)) / numpy.arange(1, n + 1)
    bins = min(15, n // 50)
    edges = [b * n // bins for b in range(bins + 1)]
    up = numpy.argsort(p, kind="stable")
    parts = [up[a:b] for a, b in zip(edges, edges[1:])]
    return {
        "confidences": p.tolist(), "labels": y.tolist(),
        "aurc": risks.mean(), "eaurc": risks.mean() - oracle.mean(),
        "ece": sum(len(i) / n * abs(p[i].mean() - y[i].mean()) for i in parts),
        "reliability": sum(len(i) / n * (p[i].mean() - y[i].mean()) ** 2 for i in parts),
        "resolution": sum(len(i) / n * (y.mean() - y[i].mean()) ** 2 for i in parts),
        "brier": ((p - y) ** 2).mean(),
        "log_loss": -numpy.where(y == 1, numpy.log(p), numpy.log1p(-p)).mean(),
        "auroc": stats.mannwhitneyu(p[y == 1], p[y == 0]).statistic / (y.sum() * (n - y.sum())),
        "quantiles": [[q, float(numpy.quantile(p, q))] for q in (0, 0.05, 0.5, 0.9, 0.99, 1)],
    }


def tied_scores(n):
    scores = [float(v) for v in chance.integers(0, 12, n) / 10]
    return scores, [int(v) for v in chance.random(n) < numpy.array(scores)]


va_scores, va_labels = tied_scores(40)
losses = [(int(chance.random() < 0.01), float(chance.choice([0.05, 0.2, 1.0]))) for _ in range(150)]
ltt_cases = []
for n in (150, 400, 1234):
    scores = [float(s) for s in chance.permutation(n) / n]
    records = [(s, int(chance.random() < special.expit(12 * (0.2 - s)))) for s in scores]
    ltt_cases.append({"records": records, "threshold": learn_then_test(records, 0.05, 0.1)})

print(json.dumps({
    "binomial_cdf": [[k, n, p, binomial_cdf(k, n, p)] for k, n, p in [
        (0, 45, 0.05), (4, 200, 0.05), (15, 500, 0.05), (3, 10, 0.5), (0, 1, 0.9), (7, 20, 0.999),
        (100, 5000, 0.03), (49500, 1000000, 0.05), (50000, 1000000, 0.05), (48000, 1000000, 0.05), (3, 1000000, 1e-6)]],
    "beta_quantile": [[q, a, b, float(special.betaincinv(a, b, q))] for q, a, b in [
        (0.9, 1, 45), (0.9, 2, 76), (0.5, 2, 2), (0.025, 0.5, 0.5), (0.3, 12.5, 3.25), (0.9, 50001, 950000), (0.1, 50000, 950001)]],
    "beta_cdf": [[x, a, b, float(special.betainc(a, b, x))] for x, a, b in [
        (0.1, 0.5, 0.5), (0.5, 20, 3), (0.9, 20, 3), (0.01, 2, 300), (0.999, 400, 1.5)]],
    "ln_gamma": [[x, math.lgamma(x)] for x in (1e-3, 0.5, 1, 1.5, 2, 7.25, 14.99, 15, 100.5, 1e6)],
    "sfc32": {"seed": "audits/7", "values": sfc32("audits/7", 8)},
    "isotonic": {"values": [1, 0.5, 2, 2, 0, 3, 2.5, 9, 4, 4], "weights": [1, 2, 1, 3, 0.5, 1, 4, 1, 1, 2],
        "fitted": [float(v) for v in isotonic([Fraction(v) for v in (1, 0.5, 2, 2, 0, 3, 2.5, 9, 4, 4)],
                                              [Fraction(w) for w in (1, 2, 1, 3, 0.5, 1, 4, 1, 1, 2)])]},
    "venn_abers": {"scores": va_scores, "labels": va_labels,
        "queries": [venn_abers(va_scores, va_labels, q) for q in (-1.0, 0.0, 0.05, 0.3, 0.35, 0.6, 0.75, 1.0, 1.1, 1.15, 2.0)]},
    "logistic": [logistic_case(80, 3, 1.0, False, [0, 0, 0]), logistic_case(120, 2, 5.0, True, [1.0, -0.1])],
    "betting": {"losses": losses, "alpha": 0.05, "min_propensity": 0.05, "p": betting(losses, 0.05, 0.05)},
    "learn_then_test": ltt_cases,
    "metrics": metrics_case(620),
}, indent=None, separators=(",", ":"), default=float))
