"""Reference figures for calibration, decisions, agreement and paired tests: golden/judgement.json, from the inputs in golden/statistics.json.

Regressions and kappa are statsmodels', isotonic curves and reliability scikit-learn's, tests and integrals SciPy's. Variances of Matthews' coefficient and
of predictive values are taken from the definition by complex steps (f(x + i h) has the derivative in its imaginary part, to the last bit).
Decompositions and net benefits are written from their definitions.

Run: python judgement.py OUT   (numpy, scipy, scikit-learn, statsmodels; OUT is the folder with statistics.json)
"""

import json
import sys
from itertools import product

import numpy as np
import statsmodels.api as sm
from scipy import integrate, optimize, stats
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import roc_auc_score
from statsmodels.stats.inter_rater import cohens_kappa

given = json.load(open(f"{sys.argv[1]}/statistics.json"))
z = stats.norm.ppf(0.975)


def logit(p):
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return np.log(p / (1 - p))


def gradient(f, x):
    x = np.asarray(x, complex)
    return np.array([f(x + 1j * 1e-40 * unit).imag / 1e-40 for unit in np.eye(len(x))])


def slopes(y, a):
    both = sm.Logit(y, sm.add_constant(logit(a))).fit(disp=0, tol=1e-14, maxiter=200)
    large = sm.GLM(y, np.ones(len(y)), family=sm.families.Binomial(), offset=logit(a)).fit(tol=1e-14)
    return {"intercept": both.params[0], "slope": both.params[1], "se": list(both.bse), "in_the_large": large.params[0], "se_in_the_large": large.bse[0]}


def isotonic(y, a):
    fit = IsotonicRegression(out_of_bounds="clip", y_min=0, y_max=1).fit(a, y)
    return {"at": np.linspace(0, 1, 41), "values": fit.predict(np.linspace(0, 1, 41))}


def reliability(y, a, strategy):
    seen, promised = calibration_curve(y, a, n_bins=10, strategy=strategy)
    return {"observed": seen, "probability": promised}


def in_bins(y, a):
    which = np.clip(np.digitize(a, np.linspace(0, 1, 11)[1:-1], right=True), 0, 9)
    return [(y[which == k], a[which == k]) for k in range(10) if (which == k).any()]


def debiased_error(y, a):
    total = 0
    for yb, ab in in_bins(y, a):
        gap, s = abs(yb.mean() - ab.mean()), np.sqrt(yb.mean() * (1 - yb.mean()) / len(yb))
        folded = integrate.quad(lambda x: abs(x) * stats.norm.pdf(x, gap, s), gap - 12 * s, gap + 12 * s, points=[0], epsabs=1e-14, limit=200)[0] if s else gap
        total += len(yb) * (2 * gap - folded)
    return max(0, total / len(y))


def decomposition(y, a):
    bins, n, mean = in_bins(y, a), len(y), y.mean()
    over = lambda term: sum(len(yb) * term(yb, ab) for yb, ab in bins) / n
    correction = over(lambda yb, ab: yb.var(ddof=1) / len(yb) if len(yb) > 1 else 0)
    reliability, resolution = over(lambda yb, ab: (ab.mean() - yb.mean()) ** 2), over(lambda yb, ab: (yb.mean() - mean) ** 2)
    return {"reliability": reliability, "resolution": resolution, "uncertainty": mean * (1 - mean), "withinBinVariance": over(lambda yb, ab: ab.var()),
            "withinBinCovariance": over(lambda yb, ab: 2 * np.cov(yb, ab, ddof=0)[0, 1] if len(yb) > 1 else 0),
            "debiased": {"reliability": reliability - correction, "resolution": resolution - correction + y.var(ddof=1) / n, "uncertainty": y.var(ddof=1)}}


def matthews(counts):
    n = sum(map(sum, counts))
    k = len(counts)

    def f(p):
        p = p.reshape(k, k)
        rows, columns = p.sum(1), p.sum(0)
        s = p.sum()
        return (s * np.trace(p) - rows @ columns) / np.sqrt((s**2 - columns @ columns) * (s**2 - rows @ rows))

    p = np.array(counts, float).ravel() / n
    g = gradient(f, p)
    se = np.sqrt((p @ g**2 - (p @ g) ** 2) / n)
    value = f(p)
    width = z * se / (1 - value**2)
    return {"value": value, "se": se, "interval": np.tanh(np.arctanh(value) + np.array([-width, width]))}


def kappa(counts):
    out = {}
    for name, wt in (("none", None), ("quadratic", "quadratic")):
        k = cohens_kappa(np.array(counts), wt=wt)
        width = z * k.std_kappa / (1 - k.kappa**2)
        out[name] = {"value": k.kappa, "se": k.std_kappa, "interval": np.tanh(np.arctanh(k.kappa) + np.array([-width, width]))}
    return out


def predictive(tp, fp, fn, tn, prevalence):
    n1, n0 = tp + fn, tn + fp
    ppv = lambda v: np.log(prevalence * v[0] / ((1 - prevalence) * (1 - v[1])))
    npv = lambda v: np.log((1 - prevalence) * v[1] / (prevalence * (1 - v[0])))
    at = np.array([tp / n1, tn / n0])
    variances = at * (1 - at) / np.array([n1, n0])
    logistic = lambda x: 1 / (1 + np.exp(-x))
    found = []
    for f in (ppv, npv):
        width = z * np.sqrt(gradient(f, at) ** 2 @ variances)
        center = f(at.astype(complex)).real
        found.append([logistic(center), logistic(center - width), logistic(center + width)])
    return {"counts": [tp, fp, fn, tn], "prevalence": prevalence, "positive": found[0], "negative": found[1]}


def temperature(p, y):
    logits, y = np.log(p), np.array(y)
    loss = lambda b: float(np.mean(np.log(np.exp(b * logits).sum(1)) - b * logits[np.arange(len(y)), y]))
    found = optimize.minimize_scalar(loss, bracket=(0.5, 2), tol=1e-12)
    b = found.x
    q = np.exp(b * logits) / np.exp(b * logits).sum(1, keepdims=True)
    information = float(((q * logits**2).sum(1) - (q * logits).sum(1) ** 2).sum())
    width = z / np.sqrt(information) / b
    return {"temperature": 1 / b, "interval": [np.exp(-width) / b, np.exp(width) / b], "before": loss(1.0), "after": found.fun}


def binary(one):
    y, a, b = (np.array(one[k]) for k in "yab")
    at = one["at_0.5"]
    counts = [[at["tn"], at["fp"]], [at["fn"], at["tp"]]]
    (_, first), (second, _) = one["mcnemar"]["table"]
    exact = stats.binomtest(min(first, second), first + second).pvalue
    return {"slope": slopes(y, a), "isotonic": isotonic(y, a), "reliability": reliability(y, a, "uniform"), "reliability_by_count": reliability(y, a, "quantile"),
            "debiased_error": debiased_error(y, a), "decomposition": decomposition(y, a), "matthews": matthews(counts), "kappa": kappa(counts),
            "predictive": [predictive(at["tp"], at["fp"], at["fn"], at["tn"], p) for p in (0.01, 0.1, 0.5)],
            "mid_p": exact - stats.binom.pmf(min(first, second), first + second, 0.5)}


def permutations():
    d = np.array([0.3, -0.1, 0.25, 0.4, 0.02, -0.15, 0.31, 0.2, 0.11, -0.05])
    mean = stats.permutation_test((d,), np.mean, permutation_type="samples", n_resamples=np.inf)
    y, a, b = (np.array(given["binary"]["tiny"][k]) for k in "yab")
    ranks = np.array([stats.rankdata(a), stats.rankdata(b)])
    difference = lambda flips: roc_auc_score(y, np.where(flips, ranks[1], ranks[0])) - roc_auc_score(y, np.where(flips, ranks[0], ranks[1]))
    all_ = np.array([difference(np.array(flips, bool)) for flips in product((0, 1), repeat=len(y))])
    seen = difference(np.zeros(len(y), bool))
    return {"differences": d, "mean": d.mean(), "p": mean.pvalue, "auroc": {"difference": seen, "p": np.mean(np.abs(all_) >= abs(seen) - 1e-12)}}


plain = lambda x: x.tolist() if isinstance(x, (np.ndarray, np.generic)) else float(x)
out = {
    "binary": {name: binary(one) for name, one in given["binary"].items()},
    "multi": {name: {"matthews": matthews(one["confusion"]), "kappa": kappa(one["confusion"]), "temperature": temperature(np.array(one["p"]), one["y"])} for name, one in given["multi"].items()},
    "permutations": permutations(),
}
with open(f"{sys.argv[1]}/judgement.json", "w") as f:
    f.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v, default=plain)}" for k, v in out.items()) + "\n}\n")
