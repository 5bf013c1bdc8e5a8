"""What can be added to the recipe's way of learning, as Keras 3 computes it in float64: golden/learning.json.

cosine: CosineDecay down to a hundredth of the rate. updates: Adam with global_clipnorm, decoupled weight decay (not of the bias) and use_ema, the parameters and
averages after every update; gradients are uniform01("NAME/T") - 0.5, starts uniform01("NAME") - 0.5. losses: the loss that train_on_batch reports with
class_weight and label_smoothing; logits are 4 * uniform01("logit") - 2.

Run: python learning.py OUT   (keras 3, tensorflow-cpu)
"""

import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np

from formula import uniform01

keras.config.set_floatx("float64")
SIZES = {"dense/kernel": 12, "dense/bias": 3}
OPTIONS = [
    {"clipNorm": None, "weightDecay": 0, "ema": None},
    {"clipNorm": 0.4, "weightDecay": 0, "ema": None},
    {"clipNorm": 1000, "weightDecay": 0, "ema": None},
    {"clipNorm": None, "weightDecay": 0.3, "ema": None},
    {"clipNorm": None, "weightDecay": 0, "ema": 0.9},
    {"clipNorm": 0.7, "weightDecay": 0.05, "ema": 0.5},
]
RATE, UPDATES = 0.01, 4
PLACES = [0, 2, 1, 1, 2, 0, 2]


def cosine(rate, steps):
    schedule = keras.optimizers.schedules.CosineDecay(rate, steps, alpha=0.01)
    return {"rate": rate, "steps": steps, "rates": [float(schedule(t)) for t in range(steps)]}


def updates(options):
    variables = [keras.Variable(uniform01(name, size) - 0.5, name=name.replace("/", "_")) for name, size in SIZES.items()]
    average = {} if options["ema"] is None else {"use_ema": True, "ema_momentum": options["ema"]}
    optimizer = keras.optimizers.AdamW(RATE, weight_decay=options["weightDecay"], global_clipnorm=options["clipNorm"], **average)
    optimizer.exclude_from_weight_decay(var_names=["bias"])
    optimizer.build(variables)
    rows = []
    for t in range(1, UPDATES + 1):
        optimizer.apply([keras.ops.convert_to_tensor(uniform01(f"{name}/{t}", size) - 0.5) for name, size in SIZES.items()])
        row = {name: np.array(v).tolist() for name, v in zip(SIZES, variables)}
        if options["ema"] is not None:
            row |= {f"{name}:average": np.array(v).tolist() for name, v in zip(SIZES, optimizer._model_variables_moving_average)}
        rows.append(row)
    return {"options": options, "updates": rows}


def loss(units, weights, smoothing):
    logits = 4 * uniform01("logit", len(PLACES) * units).reshape(-1, units) - 2
    places = [min(p, max(units, 2) - 1) for p in PLACES]
    labels = np.array(places, float).reshape(-1, 1) if units == 1 else np.eye(units)[places]
    kind = keras.losses.BinaryCrossentropy if units == 1 else keras.losses.CategoricalCrossentropy
    model = keras.Sequential([keras.Input((units,)), keras.layers.Dense(units, use_bias=False, kernel_initializer=keras.initializers.Identity())])
    model.compile(keras.optimizers.SGD(0.0), kind(from_logits=True, label_smoothing=smoothing))
    found = model.train_on_batch(logits, labels, class_weight=None if weights is None else dict(enumerate(weights)))
    return {"units": units, "places": places, "classWeights": weights, "labelSmoothing": smoothing, "loss": float(np.ravel(found)[0])}


if __name__ == "__main__":
    golden = {
        "generator": f"keras {keras.__version__}",
        "cosine": [cosine(1e-3, 12), cosine(1e-4, 5)],
        "rate": RATE,
        "updates": [updates(options) for options in OPTIONS],
        "losses": [loss(3, w, s) for w in (None, [0.5, 2, 3]) for s in (0, 0.1)] + [loss(1, w, s) for w in (None, [0.25, 4]) for s in (0, 0.2)],
    }
    with open(f"{sys.argv[1]}/golden/learning.json", "w") as f:
        rows = ",\n".join(f'"{key}": {json.dumps(value)}' for key, value in golden.items())
        f.write("{" + rows.replace("}, {", "},\n{") + "}\n")
    print([row["loss"] for row in golden["losses"]])
