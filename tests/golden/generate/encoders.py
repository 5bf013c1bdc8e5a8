"""Writes ../encoders: a small DenseNet and a small vision transformer as both of PyTorch's exporters write them, and the features that PyTorch gives.

python encoders.py     (torch 2.15, torchvision 0.29, timm 1.0.31, onnx, onnxscript)

Images are made by formula, as in encoders.test.ts: pixel (c, y, x) of image n is (37 n + 11 c + 5 y + 3 x + x y) mod 256, scaled as torchvision's
Normalize does with ImageNet's means and deviations.
"""
import json
from pathlib import Path

import onnx
import timm.models.vision_transformer as vision_transformer
import torch
from torchvision.models.densenet import DenseNet

OUT = Path(__file__).parent.parent / "encoders"
SIZE = 32
torch.manual_seed(1)


def images(count):
    n, c, y, x = torch.meshgrid(*(torch.arange(k) for k in (count, 3, SIZE, SIZE)), indexing="ij")
    pixels = (37 * n + 11 * c + 5 * y + 3 * x + x * y) % 256
    mean, deviation = (torch.tensor(v).view(3, 1, 1) for v in ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]))
    return (pixels / 255 - mean) / deviation


def settled(model):
    for name, buffer in model.named_buffers():
        if name.endswith("running_mean"):
            buffer.normal_(0, 0.1)
        if name.endswith("running_var"):
            buffer.uniform_(0.5, 1.5)
    return model.eval()


def light(path):
    """Without what exporters note for debugging, which is most of a small file."""
    model = onnx.load(path, load_external_data=False)
    for node in model.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    for value in model.graph.value_info:
        del value.metadata_props[:]
    onnx.save(model, path)


def export(name, model, batch, **options):
    path = OUT / f"{name}.onnx"
    torch.onnx.export(model, (images(batch),), str(path), **options)
    light(path)


dense = settled(DenseNet(growth_rate=4, block_config=(2, 2), num_init_features=8, bn_size=2, num_classes=5))
vit = settled(vision_transformer.VisionTransformer(img_size=SIZE, patch_size=8, embed_dim=16, depth=2, num_heads=2, num_classes=5))
OUT.mkdir(exist_ok=True)
free = {"input_names": ["input"], "output_names": ["output"], "dynamic_axes": {"input": {0: "batch"}, "output": {0: "batch"}}}
with torch.no_grad():
    export("densenet-script-opset11", dense, 1, dynamo=False, opset_version=11, **free)
    export("densenet-script-fixed", dense, 1, dynamo=False, opset_version=17)
    export("densenet-dynamo", dense, 2, external_data=False, dynamic_shapes=({0: torch.export.Dim("batch")},))
    export("vit-script", vit, 1, dynamo=False, opset_version=17, **free)
    export("vit-script-fixed", vit, 2, dynamo=False, opset_version=14)
    export("vit-dynamo-external", vit, 2, external_data=True, dynamic_shapes=({0: torch.export.Dim("batch")},))
    export("vit-dynamo-fixed", vit, 1, external_data=False)
    features = {
        "densenet": torch.relu(dense.features(images(5))).mean((2, 3)),
        "vit": vit.forward_head(vit.forward_features(images(5)), pre_logits=True),
        "tokens": vit.forward_features(images(5)).mean(1),
    }
golden = {
    "generator": "tests/golden/generate/encoders.py",
    "torch": torch.__version__,
    "features": {name: [[float(f"{v:.8g}") for v in row] for row in rows.tolist()] for name, rows in features.items()},
}
(OUT / "features.json").write_text(json.dumps(golden) + "\n")
