"""Writes networks of torchvision as ONNX files into a folder: export_torchvision.py FOLDER NAME... [--numbered]

Numbered files are as exporters before PyTorch 1.13 wrote them from networks in training: operators have no names but
their number, batch norms stand by themselves, and weights are listed among the inputs.
"""

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


def number(path):
    """Calls operators by what they do and where they stand, and nothing else."""
    import onnx

    model = onnx.load(path)
    for index, node in enumerate(model.graph.node):
        node.name = f"{node.op_type}_{index}"
    onnx.save(model, path)


AS_BEFORE = {
    "training": torch.onnx.TrainingMode.PRESERVE,
    "do_constant_folding": False,
    "keep_initializers_as_inputs": True,
}

folder, *names = [argument for argument in sys.argv[1:] if argument != "--numbered"]
is_numbered = "--numbered" in sys.argv
for name in names:
    torch.manual_seed(0)
    model, side = build(name)
    model.eval()
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
    path = f"{folder}/{name}.onnx"
    options = AS_BEFORE if is_numbered else {}
    torch.onnx.export(model, torch.zeros(1, 3, side, side), path, opset_version=13, **options)
    if is_numbered:
        number(path)
