"""Writes the names and shapes of torchvision's ResNet-18 to test/fixtures/torchvision-resnet18.json.

Opt-in: needs torchvision (Debian's python3-torchvision will do). Run from the repository's root:
    /usr/bin/python3 test/oracle/torchvision_names.py
"""

import json
from pathlib import Path

import torchvision

state = torchvision.models.resnet18().state_dict()
lines = [f"  {json.dumps([name, list(tensor.shape)])}" for name, tensor in state.items()]
Path("test/fixtures/torchvision-resnet18.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
