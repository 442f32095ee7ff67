"""ONNX's checker and strict shape inference: one JSON request a line, one JSON answer a line.

A request names the path of a model. The answer has what is wrong, or null, and the values whose shape the inference does
not know.
"""

import json
import sys

import onnx
from onnx import checker, shape_inference

# Sizes that shape arithmetic reads are smaller.
SMALLEST_WEIGHT = 1024


def check(path):
    # The file as it is, weights and all.
    checker.check_model(path, full_check=True)
    model = onnx.load(path, load_external_data=False)
    for tensor in model.graph.initializer:
        # No shape depends on a weight's numbers, and each step of the inference copies the model.
        if len(tensor.raw_data) > SMALLEST_WEIGHT:
            tensor.ClearField("raw_data")
    inferred = shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    known = {value.name for value in [*inferred.graph.value_info, *inferred.graph.output]}
    made = {output for node in model.graph.node for output in node.output}
    return {"nodes": len(model.graph.node), "unknown": sorted(made - known)}


for line in sys.stdin:
    try:
        answer = {"error": None, **check(json.loads(line)["path"])}
    except Exception as error:
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
