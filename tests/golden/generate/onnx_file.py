"""Writes ../onnx-file.onnx: one file that holds tensors in every way that ONNX keeps them, for the test of our reader.

python onnx_file.py     (onnx 1.19.1)
"""
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FLOAT = TensorProto.FLOAT
kernel = numpy_helper.from_array((np.arange(18, dtype=np.float32) / 8).reshape(2, 1, 3, 3), "kernel")
initializers = [
    kernel,
    helper.make_tensor("bias", FLOAT, [2], [0.5, -0.25]),
    helper.make_tensor("listed_float64", TensorProto.DOUBLE, [2], [0.1, -1e300]),
    helper.make_tensor("listed_int64", TensorProto.INT64, [3], [-1, 0, 2**62]),
    helper.make_tensor("listed_int32", TensorProto.INT32, [2], [-7, 2**31 - 1]),
    helper.make_tensor("listed_int8", TensorProto.INT8, [2], [-128, 127]),
    helper.make_tensor("listed_uint8", TensorProto.UINT8, [2], [0, 255]),
    helper.make_tensor("listed_bool", TensorProto.BOOL, [3], [True, False, True]),
    helper.make_tensor("listed_uint64", TensorProto.UINT64, [2], [0, 2**64 - 1]),
    helper.make_tensor("listed_uint32", TensorProto.UINT32, [2], [0, 2**32 - 1]),
    helper.make_tensor("listed_uint16", TensorProto.UINT16, [2], [0, 2**16 - 1]),
    helper.make_tensor("listed_int16", TensorProto.INT16, [2], [-7, 2**15 - 1]),
    helper.make_tensor("listed_float16", TensorProto.FLOAT16, [2], [0.5, -2.0]),
    helper.make_tensor("listed_string", TensorProto.STRING, [2], [b"lung", "Röntgen".encode()]),
    numpy_helper.from_array(np.array([0.1, -1e300]), "raw_float64"),
    numpy_helper.from_array(np.array([-1, 0, 2**62]), "raw_int64"),
    numpy_helper.from_array(np.array([-7, 2**31 - 1], np.int32), "raw_int32"),
    numpy_helper.from_array(np.array([-128, 127], np.int8), "raw_int8"),
    numpy_helper.from_array(np.array([0, 255], np.uint8), "raw_uint8"),
    numpy_helper.from_array(np.array([True, False, True]), "raw_bool"),
    numpy_helper.from_array(np.array([0, 2**64 - 1], np.uint64), "raw_uint64"),
    numpy_helper.from_array(np.array([0, 2**32 - 1], np.uint32), "raw_uint32"),
    numpy_helper.from_array(np.array([0, 2**16 - 1], np.uint16), "raw_uint16"),
    numpy_helper.from_array(np.array([-7, 2**15 - 1], np.int16), "raw_int16"),
    numpy_helper.from_array(np.array([0.5, -2.0], np.float16), "raw_float16"),
    numpy_helper.from_array(np.zeros((0, 4), np.float32), "empty"),
    numpy_helper.from_array(np.array(2.5, np.float32), "scalar"),
]
nodes = [
    helper.make_node("Conv", ["image", "kernel", "bias"], ["maps"], pads=[1, 1, 1, 1], strides=[2, 2], name="stem"),
    helper.make_node("LeakyRelu", ["maps"], ["active"], alpha=0.25),
    helper.make_node("Clip", ["active", "", "scalar"], ["clipped"], name="stem"),
    helper.make_node(
        "Strange", ["clipped"], ["score", ""], domain="example.org", name="strange",
        whole=3, real=0.5, text="text", list=[1, -2], reals=[0.5, 2.0], texts=["a", "b"],
        table=helper.make_tensor("", FLOAT, [2], [1.0, 2.0]),
    ),
]
graph = helper.make_graph(
    nodes,
    "golden",
    [helper.make_tensor_value_info("image", FLOAT, ["N", 1, 8, 8]), helper.make_tensor_value_info("mask", TensorProto.BOOL, [None, 3])],
    [helper.make_tensor_value_info("score", FLOAT, ["N", 2])],
    initializers,
    value_info=[helper.make_tensor_value_info("maps", FLOAT, ["N", 2, 4, 4]), helper.make_tensor_value_info("active", FLOAT, None)],
)
model = helper.make_model(
    graph, producer_name="golden", producer_version="1", ir_version=9, doc_string="every kind of tensor",
    opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid("example.org", 3)],
)
helper.set_model_props(model, {"labels": "covid,normal"})
(Path(__file__).parent.parent / "onnx-file.onnx").write_bytes(model.SerializeToString())
