"""Reference figures for smaller models and for comparing them, from NumPy, SciPy and scikit-learn: golden/precision.json.

float16: NumPy's conversion of float64. scales, kernels: the formulas of the ONNX operators QuantizeLinear and DequantizeLinear, np.rint.
Newcombe's method 10 is written here from Newcombe 1998, with statsmodels' Wilson intervals; the third table is that of Altman et al. 2000,
Statistics with Confidence, table 6.2.

Run: python precision.py OUT   (numpy, scipy, scikit-learn, statsmodels)
"""

import json
import sys
from math import sqrt

import numpy as np
from scipy import stats
from sklearn import metrics
from statsmodels.stats.proportion import proportion_confint

from formula import uniform01


def halves():
    wide = (uniform01("half/mantissa", 400) - 0.5) * 2.0 ** np.floor(uniform01("half/exponent", 400) * 48 - 28)
    edges = [0.0, 65504, 65519.999, 65520, 65536, 1e9, 2**-24, 2**-25, 2**-25 * 1.0001, 2**-26, 2**-14, 2**-14 - 2**-25, 1 + 2**-11, 1 + 3 * 2**-11, 2047.5, 2048.5, 2049, 2051, 0.1, 1 / 3]
    values = np.array(edges + wide.tolist())
    with np.errstate(over="ignore"):
        bits = values.astype(np.float16).view(np.uint16)
    return [[v, b] for v, b in zip(values.tolist(), bits.tolist())]


def scale(low, high):
    least, most = min(0, low), max(0, high)
    s = np.float32((most - least) / 255)
    return {"low": low, "high": high, "scale": float(s), "zero": int(min(255, np.rint(-least / np.float64(s))))}


def kernel():
    filters, inputs, size = 5, 3, 3
    w = (uniform01("kernel", filters * inputs * size * size).reshape(filters, inputs, size, size) - 0.5).astype(np.float32)
    w[3] = 0
    bias = (uniform01("bias", filters) - 0.5).astype(np.float32)
    means = uniform01("means", inputs)
    input_scale = float(np.float32(0.0123))
    scales = np.maximum(np.abs(w).reshape(filters, -1).max(1).astype(np.float64) / 64, np.abs(bias) / input_scale / (2**31 - 2**8)).astype(np.float32)
    q = np.clip(np.rint(w.astype(np.float64) / scales.astype(np.float64)[:, None, None, None]), -64, 64)
    lost = ((w - q * scales.astype(np.float64)[:, None, None, None]).sum((2, 3)) * means).sum(1)
    biases = np.rint((bias.astype(np.float64) + lost) / (input_scale * scales.astype(np.float64)))
    return {"shape": list(w.shape), "values": w.ravel().tolist(), "bias": bias.tolist(), "means": means.tolist(), "inputScale": input_scale,
            "quantized": q.astype(int).ravel().tolist(), "scales": scales.tolist(), "biases": biases.astype(int).tolist()}


def newcombe(both, first, second, none):
    n = both + first + second + none
    p1, p2 = (both + first) / n, (both + second) / n
    (l1, u1), (l2, u2) = (proportion_confint(both + first, n, 0.05, "wilson"), proportion_confint(both + second, n, 0.05, "wilson"))
    product = (both + first) * (second + none) * (both + second) * (first + none)
    b = both * none - first * second
    phi = 0 if product == 0 else (b if b < 0 else max(b - n / 2, 0)) / sqrt(product)
    lower = p1 - p2 - sqrt((p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2)
    upper = p1 - p2 + sqrt((p2 - l2) ** 2 - 2 * phi * (p2 - l2) * (u1 - p1) + (u1 - p1) ** 2)
    return [float(lower), float(upper)]


def scores():
    n, classes = 120, 3
    y = (uniform01("scores/label", n) * classes).astype(int)
    z = 3 * uniform01("scores/logits", n * classes).reshape(n, classes)
    z[np.arange(n), y] += 0.8
    p = np.exp(z) / np.exp(z).sum(1, keepdims=True)
    confidence, right = p.max(1), p.argmax(1) == y
    which = np.clip(np.digitize(confidence, np.linspace(0, 1, 11)[1:-1], right=True), 0, 9)
    ece = sum((which == k).mean() * abs(confidence[which == k].mean() - right[which == k].mean()) for k in range(10) if (which == k).any())
    return {"y": y.tolist(), "p": p.tolist(), "brier": float(np.mean([metrics.brier_score_loss(y == k, p[:, k]) for k in range(classes)]) * classes / 2), "ece": float(ece)}


values = (uniform01("mean", 40) - 0.3).tolist()
interval = stats.t.interval(0.95, len(values) - 1, np.mean(values), stats.sem(values))
tables = [[36, 12, 2, 0], [54, 0, 0, 0], [14, 5, 0, 22], [36, 14, 0, 0], [1, 1, 7, 12], [26, 7, 15, 37], [150, 4, 2, 13], [0, 3, 3, 0], [10, 0, 0, 0]]
with open(sys.argv[1], "w") as out:
    json.dump({
        "float16": halves(),
        "scales": [scale(*r) for r in [(-1.5, 2.25), (0, 6), (0.5, 3), (-4, -1), (-0.001, 1000), (-1000, 0.001)]],
        "kernel": kernel(),
        "student": [[n, float(stats.t.ppf(0.975, n))] for n in (1, 2, 3, 4, 5, 10, 29, 30, 167, 1000)],
        "mean": {"values": values, "estimate": float(np.mean(values)), "interval": [float(v) for v in interval]},
        "newcombe": [[*t, *newcombe(*t)] for t in tables],
        "scores": scores(),
    }, out)
