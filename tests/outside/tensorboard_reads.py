"""What TensorBoard reads of a run folder is its history.csv: every scalar of every epoch, once, at rising times; and what config.json says of how.

Run: python tests/outside/tensorboard_reads.py RUN   (tensorboard 2.21)
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.backend.event_processing.event_file_inspector import inspect
from tensorboard.plugins.hparams.metadata import parse_session_start_info_plugin_data

TAGS = {
    "loss/train": "loss",
    "loss/validation": "validation_loss",
    "accuracy/train": "accuracy",
    "accuracy/validation": "validation_accuracy",
    "learning_rate": "learning_rate",
    "images_per_second": "images_per_second",
}

run = Path(sys.argv[1])
with open(run / "history.csv", newline="") as file:
    rows = list(csv.DictReader(file))
events = EventAccumulator(str(run / "tensorboard"), size_guidance={"scalars": 0})
events.Reload()
assert sorted(events.Tags()["scalars"]) == sorted(TAGS), events.Tags()
for tag, column in TAGS.items():
    read = events.Scalars(tag)
    assert [event.step for event in read] == list(range(1, len(rows) + 1)), (tag, [event.step for event in read])
    expected = [np.float32(row[column]) for row in rows]
    assert [np.float32(event.value) for event in read] == expected, tag
    times = [event.wall_time for event in read]
    assert times == sorted(times), tag
content = events.PluginTagToContent("hparams")["_hparams_/session_start_info"]
hparams = parse_session_start_info_plugin_data(content).hparams
config = json.loads((run / "config.json").read_text())
asked = {**config["options"], **config["decided"]}
assert {"batch", "network", "rate"} <= set(hparams), sorted(hparams)
for name, value in hparams.items():
    assert getattr(value, value.WhichOneof("kind")) == asked[name], name
inspect(str(run / "tensorboard"))
print(f"{len(rows)} epochs x {len(TAGS)} scalars: as in history.csv; {len(hparams)} hyperparameters: as in config.json")
