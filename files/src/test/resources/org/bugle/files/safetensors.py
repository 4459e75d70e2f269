"""Writes numpy.safetensors beside this script, with NumPy and no safetensors library."""

import json
import pathlib
import struct

import numpy as np


def bfloat16(x):
    """Round to nearest, ties to even, keeping the upper halves of float32."""
    bits = np.asarray(x, np.float32).view(np.uint32).astype(np.uint64)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2")


VALUES = np.array([[1.0, -2.5, 1 / 3], [1e-3, 300.7, -0.0]])

TENSORS = {
    "f64": ("F64", VALUES.astype("<f8")),
    "f32": ("F32", VALUES.astype("<f4")),
    "f16": ("F16", VALUES.astype("<f2")),
    "bf16": ("BF16", bfloat16(VALUES)),
    "i64": ("I64", np.array([-(2**40), 7], "<i8")),
    "i32": ("I32", np.array([-(2**20), 7], "<i4")),
    "i16": ("I16", np.array([-300, 7], "<i2")),
    "i8": ("I8", np.array([-100, 7], "<i1")),
    "u32": ("U32", np.array([2**32 - 1, 7], "<u4")),
    "u16": ("U16", np.array([2**16 - 1, 7], "<u2")),
    "u8": ("U8", np.array([255, 7], "<u1")),
    "bool": ("BOOL", np.array([True, False, True])),
    "scalar": ("F32", np.array(2.5, "<f4")),
    "empty": ("F32", np.zeros((0, 4), "<f4")),
    "größe/ü": ("F64", np.array([0.1], "<f8")),
}

header = {"__metadata__": {"format": "pt"}}
offset = 0
for name, (dtype, array) in TENSORS.items():
    header[name] = {
        "dtype": dtype,
        "shape": list(array.shape),
        "data_offsets": [offset, offset + array.nbytes],
    }
    offset += array.nbytes
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
data = struct.pack("<Q", len(text)) + text
data += b"".join(array.tobytes() for _, array in TENSORS.values())
pathlib.Path(__file__).with_name("numpy.safetensors").write_bytes(data)
