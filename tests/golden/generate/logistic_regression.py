"""Multinomial logistic regressions of scikit-learn: golden/logistic-regression.json.

Run: python logistic_regression.py OUT   (numpy, scikit-learn 1.9)
"""

import json
import sys

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from formula import uniform01


def case(name, n, features, classes, strength):
    label = np.floor(uniform01(f"{name}/label", n) * classes).astype(int)
    x = uniform01(f"{name}/features", n * features).reshape(n, features) * 10 ** np.arange(features)
    x += strength * np.eye(classes, features)[label] * 10 ** np.arange(features)
    x[:, -1] = 7  # a feature that says nothing, without a deviation
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=1, tol=1e-10, max_iter=10000).fit(scaler.transform(x), label)
    return {"features": x.tolist(), "labels": label.tolist(), "classes": classes,
            "coefficients": model.coef_.tolist(), "probabilities": model.predict_proba(scaler.transform(x)).tolist()}


out = {"generator": f"scikit-learn {sklearn.__version__}", "three": case("logistic-three", 60, 5, 3, 0.4), "separable": case("logistic-separable", 30, 4, 3, 3.0)}
json.dump(out, open(sys.argv[1], "w"))
