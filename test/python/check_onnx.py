"""ONNX's checker and strict shape inference on one model: check_onnx.py PATH.

Prints one JSON object: what is wrong, or null, and the values whose shape the inference does not know.
"""

import json
import sys

import onnx
from onnx import checker, shape_inference


def check(path):
    checker.check_model(path, full_check=True)
    model = onnx.load(path)
    inferred = shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    known = {value.name for value in [*inferred.graph.value_info, *inferred.graph.output]}
    made = {output for node in model.graph.node for output in node.output}
    return {"nodes": len(model.graph.node), "unknown": sorted(made - known)}


try:
    answer = {"error": None, **check(sys.argv[1])}
except Exception as error:
    answer = {"error": str(error)}
print(json.dumps(answer))
