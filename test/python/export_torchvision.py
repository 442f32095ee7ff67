"""Writes networks of torchvision as ONNX files into a folder: export_torchvision.py FOLDER NAME..."""

import sys
import warnings

import torch
import torchvision

warnings.filterwarnings("ignore")


class Scores(torch.nn.Module):
    """A segmenter with its main scores as its only output."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x):
        return self.model(x)["out"]


def build(name):
    """The network and the side of its images; small ones where every pixel is scored."""
    segmenters = torchvision.models.segmentation
    if hasattr(segmenters, name):
        return Scores(getattr(segmenters, name)(weights=None, weights_backbone=None)), 128
    options = {"init_weights": False} if name in ("googlenet", "inception_v3") else {}
    return getattr(torchvision.models, name)(weights=None, **options), 299 if name == "inception_v3" else 224


folder, *names = sys.argv[1:]
for name in names:
    torch.manual_seed(0)
    model, side = build(name)
    model.eval()
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
    torch.onnx.export(model, torch.zeros(1, 3, side, side), f"{folder}/{name}.onnx", opset_version=13)
