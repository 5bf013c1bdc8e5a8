"""PyTorch's networks, three classes, channels last, in evaluation mode: stored statistics. torchvision has ResNet-101, timm InceptionResNetV2."""

import timm
import torch
import torchvision
from answer import python_version

UNITS, SIZE = 3, 224


def classifier(network: str, threads: int) -> torch.nn.Module:
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    return build(network).to(memory_format=torch.channels_last).eval()


def build(network: str) -> torch.nn.Module:
    if network == "resnet101":
        return torchvision.models.resnet101(weights=None, num_classes=UNITS)
    if network == "inceptionresnetv2":
        return timm.create_model("inception_resnet_v2", pretrained=False, num_classes=UNITS)
    raise SystemExit(f"PyTorch's libraries have no {network}")


def forward_of(model: torch.nn.Module, mode: str) -> torch.nn.Module:
    return torch.compile(model) if mode == "compiled" else model


def noise(batch: int) -> torch.Tensor:
    return (2 * torch.rand(batch, 3, SIZE, SIZE) - 1).to(memory_format=torch.channels_last)


VERSIONS = f"PyTorch {torch.__version__}, torchvision {torchvision.__version__}, timm {timm.__version__}, {python_version()}"
