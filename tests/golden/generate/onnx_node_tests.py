"""Writes ../onnx-node-tests.json: the ONNX project's own tests of single operators (Apache-2.0), as far as our table of operators goes.

python onnx_node_tests.py     (onnx 1.19.1, which carries them under backend/test/data/node)

A case is taken when it is one node of an operator of the table, all its tensors are of types that our graphs have, and its tensors take at
most LARGEST bytes. `left_out` gives the reason for every other case of these operators; `outside` counts the cases of other operators.
Values are base64 of little-endian C order, as in an ONNX file.
"""
import base64
import collections
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LARGEST = 32_000
OPERATORS = set("""
Abs Add And ArgMax AveragePool BatchNormalization Cast Clip Concat Constant ConstantOfShape Conv ConvTranspose DequantizeLinear Div Dropout Equal Erf Exp
Expand Flatten Floor Gather GatherElements Gelu Gemm GlobalAveragePool GlobalMaxPool Greater GreaterOrEqual HardSigmoid Identity
LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax MatMul Max MaxPool Mean Min Mul Neg Not Or Pad Pow QuantizeLinear Range Reciprocal ReduceL2
ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Round ScatterElements Shape Sigmoid Sign Slice Softmax
Softplus Split Sqrt Squeeze Sub Sum Tanh Tile Transpose Unsqueeze Where
""".split())
TYPES = {
    TensorProto.FLOAT: "float32", TensorProto.DOUBLE: "float64", TensorProto.INT64: "int64", TensorProto.INT32: "int32",
    TensorProto.UINT8: "uint8", TensorProto.INT8: "int8", TensorProto.BOOL: "bool",
}
KINDS = {
    onnx.AttributeProto.INT: "int", onnx.AttributeProto.FLOAT: "float", onnx.AttributeProto.STRING: "string",
    onnx.AttributeProto.INTS: "ints", onnx.AttributeProto.FLOATS: "floats", onnx.AttributeProto.STRINGS: "strings",
    onnx.AttributeProto.TENSOR: "tensor",
}


class LeftOut(Exception):
    """Why a case is not taken."""


def tensor_json(proto):
    if proto.data_type not in TYPES:
        raise LeftOut(f"type {TensorProto.DataType.Name(proto.data_type).lower()}")
    array = numpy_helper.to_array(proto)
    data = base64.b64encode(np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes()).decode()
    return {"type": TYPES[proto.data_type], "shape": list(array.shape), "data": data}


def attribute_json(attribute):
    value = helper.get_attribute_value(attribute)
    kind = KINDS[attribute.type]
    if kind == "tensor":
        value = tensor_json(value)
    elif kind == "string":
        value = value.decode()
    elif kind in ("ints", "floats"):
        value = list(value)
    elif kind == "strings":
        value = [text.decode() for text in value]
    return {"kind": kind, "value": value}


def check_form(model):
    """Types that are not tensors, and attributes that opset 20 does not have."""
    node = model.graph.node[0]
    for value in [*model.graph.input, *model.graph.output]:
        if value.type.WhichOneof("value") != "tensor_type":
            raise LeftOut(value.type.WhichOneof("value").replace("_type", "") + " instead of a tensor")
    known = onnx.defs.get_schema(node.op_type, 20, "").attributes
    strange = [a.name for a in node.attribute if a.name not in known]
    if strange:
        raise LeftOut(f"attribute {strange[0]} of another opset")
    if any(a.name.startswith("sparse") or a.name.startswith("value_string") for a in node.attribute):
        raise LeftOut("strings or sparse tensors")


def load(directory, values):
    """The tensors of a data set, by name."""
    found = {}
    for direction, names in values.items():
        for i, name in enumerate(names):
            proto = TensorProto()
            proto.ParseFromString((directory / f"{direction}_{i}.pb").read_bytes())
            found[name] = tensor_json(proto)
    return found


def case_json(name, directory, model):
    node = model.graph.node[0]
    check_form(model)
    if node.op_type == "Dropout" and name not in ("test_training_dropout_zero_ratio", "test_training_dropout_zero_ratio_mask"):
        if name.startswith("test_training"):
            raise LeftOut("random numbers")
    inputs = [v.name for v in model.graph.input]
    outputs = [v.name for v in model.graph.output]
    tensors = load(directory / "test_data_set_0", {"input": inputs, "output": outputs})
    if sum(len(t["data"]) * 3 // 4 for t in tensors.values()) > LARGEST:
        raise LeftOut(f"more than {LARGEST} bytes")
    return {
        "name": name.removeprefix("test_"),
        "operator": node.op_type,
        "attributes": {a.name: attribute_json(a) for a in node.attribute},
        "inputs": list(node.input),
        "outputs": list(node.output),
        "tensors": tensors,
    }


def main():
    root = Path(onnx.__file__).parent / "backend/test/data/node"
    cases, left_out, outside = [], {}, collections.Counter()
    expanded = 0
    for directory in sorted(root.iterdir()):
        name = directory.name
        if "_expanded" in name:
            expanded += 1  # the same case again, with the operator written as a function of others
            continue
        model = onnx.load(directory / "model.onnx")
        operators = [node.op_type for node in model.graph.node]
        if len(operators) != 1 or operators[0] not in OPERATORS or model.graph.node[0].domain not in ("", "ai.onnx"):
            outside[" + ".join(operators[:3])] += 1
            continue
        try:
            cases.append(case_json(name, directory, model))
        except LeftOut as reason:
            left_out[name.removeprefix("test_")] = str(reason)
    head = {
        "source": f"onnx {onnx.__version__}, backend/test/data/node (Apache-2.0); tests/golden/generate/onnx_node_tests.py",
        "largest": LARGEST,
        "expanded": expanded,
        "left_out": left_out,
        "outside": dict(sorted(outside.items())),
    }
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    text = json.dumps(head, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n]\n}\n"
    (Path(__file__).parent.parent / "onnx-node-tests.json").write_text(text)
    print(f"{len(cases)} cases, {len(left_out)} left out, {sum(outside.values())} of other operators, {expanded} expanded, {len(text)} bytes")


main()
