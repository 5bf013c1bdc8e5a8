"""TensorBoard's own file of events for made-up epochs: golden/tensorboard-events.json, with the file's bytes in base64.

Run: python tensorboard_events.py OUT   (tensorboard 2.21)
"""

import base64
import io
import json
import sys

import tensorboard
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData
from tensorboard.plugins.hparams.summary import session_start_pb
from tensorboard.summary.writer.record_writer import RecordWriter

BEGAN = 1764230400.25
EPOCHS = [
    {"wall_time": 1764230460.5, "loss/train": 1.0986122886681098, "loss/validation": 1.25, "accuracy/train": 1 / 3,
     "accuracy/validation": 0.0, "learning_rate": 1e-3, "images_per_second": 63.7},
    {"wall_time": 1764230521.125, "loss/train": 3e-7, "loss/validation": 1e9, "accuracy/train": 1.0,
     "accuracy/validation": 0.9765625, "learning_rate": 2e-6, "images_per_second": 1234.5},
] + [
    {"wall_time": 1764230600.0 + i, "loss/train": 1 / (i + 2), "loss/validation": 1 / (i + 1.5), "accuracy/train": 1 - 1 / (i + 3),
     "accuracy/validation": 1 - 1 / (i + 2.5), "learning_rate": 1e-4, "images_per_second": 60.0 + i}
    for i in range(130)  # a step above 127 takes two bytes
]  # fmt: skip

file = io.BytesIO()
writer = RecordWriter(file)
writer.write(Event(wall_time=BEGAN, file_version="brain.Event:2").SerializeToString())
for i, epoch in enumerate(EPOCHS):
    values = [Summary.Value(tag=tag, simple_value=value) for tag, value in epoch.items() if tag != "wall_time"]
    event = Event(wall_time=epoch["wall_time"], step=i + 1, summary=Summary(value=values))
    writer.write(event.SerializeToString())

HYPERPARAMETERS = {"batch": 64, "enhance": True, "network": "nasnetmobile", "rate": 1e-3}
summary = Summary.FromString(session_start_pb(HYPERPARAMETERS, start_time_secs=BEGAN).SerializeToString())
data = HParamsPluginData.FromString(summary.value[0].metadata.plugin_data.content)
summary.value[0].metadata.plugin_data.content = data.SerializeToString(deterministic=True)  # by name
session = Event(wall_time=BEGAN, summary=summary).SerializeToString(deterministic=True)

with open(sys.argv[1] + "/tensorboard-events.json", "w") as out:
    json.dump(
        {
            "generator": f"tensorboard_events.py, tensorboard {tensorboard.__version__}",
            "began": BEGAN,
            "epochs": EPOCHS,
            "hyperparameters": HYPERPARAMETERS,
            "session": base64.b64encode(session).decode(),
            "file": base64.b64encode(file.getvalue()).decode(),
        },
        out,
    )
