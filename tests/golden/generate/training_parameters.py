"""Where the small networks' training runs (training.py) take their parameters: golden/training-parameters.json.

For every trained variable, the change d from the start to the end of both phases (3 and 3 steps of Adam), in Keras' layout and C order, in float64:
l2, dot = sum d[k] (2 u("probe/<variable>", k) - 1), and float32_error, |d32 - d| / |d| of Keras' own float32 run: Adam moves a parameter by about
its rate however small the gradient is, so that a gradient of the size of its rounding error sends it either way. A variable whose gradient is zero but for
rounding (a bias before batch statistics) has no row.

Run: python training_parameters.py OUT   (keras 3, tensorflow-cpu)
"""

import json
import sys

import numpy as np
import formula
from networks import SMALL, build, fill
from training import CASES, keras, run


def start(network: str) -> dict[str, np.ndarray]:
    base = build(network)
    fill(network, base)
    channels = base.output.shape[-1]
    values = {"/".join(w.path.split("/")[-2:]): np.asarray(w, "float64").reshape(-1) for w in base.weights}
    for units in (1, 3):
        values[f"head/kernel {units}"] = formula.uniform("head/kernel", (channels, units), -0.05, 0.05).astype("float64").reshape(-1)
        values[f"head/bias {units}"] = formula.uniform("head/bias", (units,), -0.1, 0.1).astype("float64").reshape(-1)
    return values


def rows(network: str, head: str, batch_statistics: bool) -> list[list]:
    before = start(network)
    exact, single = (run(network, head, batch_statistics, precision)[-1]["parameters"] for precision in ("float64", "float32"))
    units = 1 if head == "sigmoid" else 3
    found = []
    for name, value in exact.items():
        begin = before[f"{name} {units}" if name.startswith("head/") else name]
        change = value - begin
        if name.split("/")[1].startswith("moving"):
            continue  # training.py has them
        l2 = float(np.linalg.norm(change))
        dot = float(change @ (2 * formula.uniform01(f"probe/{name}", change.size) - 1))
        error = float(np.linalg.norm(single[name] - value) / l2)
        if error < 1:
            found.append([name, *(float(f"{figure:.9g}") for figure in (l2, dot)), float(f"{error:.3g}")])
    return found


if __name__ == "__main__":
    parts = []
    for network, head, batch_statistics in CASES:
        if network not in SMALL:
            continue
        name = f"{network}-{head}-{'batch' if batch_statistics else 'stored'}"
        table = rows(network, head, batch_statistics)
        parts.append(f'"{name}": [\n' + ",\n".join(json.dumps(row) for row in table) + "\n]")
        print(name, len(table), "float32 error: median %.1e, worst %.1e" % (np.median([r[-1] for r in table]), max(r[-1] for r in table)), flush=True)
    with open(f"{sys.argv[1]}/training-parameters.json", "w") as f:
        f.write(f'{{"generator": "keras {keras.__version__}", "columns": ["variable", "l2", "dot", "float32_error"], "runs": {{\n' + ",\n".join(parts) + "\n}}\n")
