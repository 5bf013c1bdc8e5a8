"""Anybody's encoder: DenseNet-121 and a small vision transformer as both of PyTorch's exporters write them, `roentgen features` against PyTorch.

Run, after `npm run build`: python encoders_torch.py      (torch, torchvision, timm, onnx, onnxscript, pillow; node on the path)
Weights are random, from a seed, and so are the images.
"""

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import timm
import torch
import torchvision
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
SIZE, COUNT = 224, 12
TOLERANCE = 1e-5


def settled(model: torch.nn.Module) -> torch.nn.Module:
    for name, buffer in model.named_buffers():
        if name.endswith("running_mean"):
            buffer.normal_(0, 0.1)
        if name.endswith("running_var"):
            buffer.uniform_(0.5, 1.5)
    return model.eval()


def encoders():
    """Name, model, and how PyTorch itself gets features."""
    dense = settled(torchvision.models.densenet121(weights=None))
    yield "densenet121", dense, lambda x: torch.relu(dense.features(x)).mean((2, 3))
    vit = settled(timm.create_model("vit_tiny_patch16_224", pretrained=False, num_classes=10))
    yield "vit_tiny", vit, lambda x: vit.forward_head(vit.forward_features(x), pre_logits=True)


def exports(model: torch.nn.Module, folder: Path):
    free = {"input_names": ["input"], "output_names": ["output"], "dynamic_axes": {"input": {0: "batch"}, "output": {0: "batch"}}}
    one, two = (torch.zeros(n, 3, SIZE, SIZE) for n in (1, 2))
    for name, images, options in (
        ("script, opset 17", one, {"dynamo": False, "opset_version": 17, **free}),
        ("script, opset 14, batch of 1", one, {"dynamo": False, "opset_version": 14}),
        ("dynamo, data beside", two, {"dynamo": True, "dynamic_shapes": ({0: torch.export.Dim("batch")},), "verbose": False}),
        ("dynamo, batch of 1", one, {"dynamo": True, "external_data": False, "verbose": False}),
    ):
        path = folder / f"{len(list(folder.iterdir()))}.onnx"
        torch.onnx.export(model, (images,), str(path), **options)
        yield name, path


def make_images(folder: Path) -> dict[str, torch.Tensor]:
    """By path in the folder: what PyTorch is given, scaled as torchvision's Normalize does."""
    random = np.random.default_rng(1)
    mean, deviation = (torch.tensor(v).view(3, 1, 1) for v in ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]))
    images = {}
    for i in range(COUNT):
        name = f"{'ab'[i % 2]}/{i}.png"
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        pixels = random.integers(0, 256, (SIZE, SIZE, 3), np.uint8)
        Image.fromarray(pixels).save(folder / name)
        images[name] = (torch.from_numpy(pixels).permute(2, 0, 1) / 255 - mean) / deviation
    return images


def features_of(data: Path, encoder: Path, out: Path) -> tuple[np.ndarray, list[str]]:
    command = ["node", ROOT / "dist/cli/main.js", "features", data, "--network", encoder, "--scaling", "imagenet", "--no-enhance", "--out", out, "--quiet"]
    subprocess.run(command, check=True)
    with open(out.with_suffix(".csv"), newline="") as file:
        return np.load(out), [row["path"] for row in csv.DictReader(file)]


def main(scratch: Path) -> None:
    torch.manual_seed(1)
    images = make_images(scratch / "data")
    worst = 0.0
    for name, model, features in encoders():
        (scratch / name).mkdir()
        for exporter, path in exports(model, scratch / name):
            ours, paths = features_of(scratch / "data", path, scratch / "features.npy")
            with torch.no_grad():
                expected = features(torch.stack([images[each] for each in paths])).numpy()
            difference = float(np.abs(ours - expected).max() / np.abs(expected).max())
            worst = max(worst, difference)
            print(f"{name}, {exporter}: {ours.shape[0]} x {ours.shape[1]} features differ from PyTorch's by at most {difference:.1e} of the largest", flush=True)
    print(f"torch {torch.__version__}, torchvision {torchvision.__version__}, timm {timm.__version__}: {worst:.1e}")
    if worst > TOLERANCE:
        sys.exit(1)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder))
