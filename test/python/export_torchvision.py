"""Writes networks of torchvision as ONNX files into a folder: export_torchvision.py FOLDER NAME..."""

import sys
import warnings

import torch
import torchvision

warnings.filterwarnings("ignore")
folder, *names = sys.argv[1:]
for name in names:
    torch.manual_seed(0)
    model = getattr(torchvision.models, name)(weights=None).eval()
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
    torch.onnx.export(model, torch.zeros(1, 3, 224, 224), f"{folder}/{name}.onnx", opset_version=13)
