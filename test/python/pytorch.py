"""Runs exported PyTorch code: one JSON request a line, one JSON answer a line.

A request names a folder that holds model.py, model.safetensors, input.npy and output.npy (ours), and the class; where
hasLogits is said, also logits.npy, which the closing softmax reads: probabilities hide differences. The answer has the
number of trainable parameters, the largest difference from ours over the largest number of ours, or an error.
"""

import importlib.util
import json
import struct
import sys
import traceback

import numpy
import torch


def load_safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        body = numpy.frombuffer(file.read(), dtype=numpy.uint8)
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        data = body[begin:end].view(numpy.float32).reshape(entry["shape"]).copy()
        tensors[name] = torch.from_numpy(data)
    return tensors


def difference(theirs, path):
    ours = torch.from_numpy(numpy.load(path))
    if theirs.shape != ours.shape:
        raise ValueError(f"shapes differ: ours {tuple(ours.shape)}, PyTorch's {tuple(theirs.shape)}")
    return ((theirs - ours).abs().max() / ours.abs().max()).item()


def check(folder, class_name, has_logits):
    spec = importlib.util.spec_from_file_location("model", f"{folder}/model.py")
    module = importlib.util.module_from_spec(spec)
    # Annotations are looked up there.
    sys.modules["model"] = module
    spec.loader.exec_module(module)
    model = getattr(module, class_name)()
    model.load_state_dict(load_safetensors(f"{folder}/model.safetensors"))
    model.eval()
    x = torch.from_numpy(numpy.load(f"{folder}/input.npy"))
    with torch.no_grad():
        differences = [difference(model(x), f"{folder}/output.npy")]
        if has_logits:
            differences.append(difference(model.logits(x), f"{folder}/logits.npy"))
    return {"parameters": sum(p.numel() for p in model.parameters()), "difference": max(differences)}


for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = check(request["folder"], request["className"], request.get("hasLogits", False))
    except Exception:
        answer = {"error": traceback.format_exc()}
    print(json.dumps(answer), flush=True)
