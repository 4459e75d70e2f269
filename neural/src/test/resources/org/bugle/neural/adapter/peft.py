"""Writes a small model, four adapters as PEFT saves them, and the models with these merged.

NumPy alone; the merged weights follow PEFT's definitions entry by entry.
"""

import json
import math
import pathlib
import struct

import numpy as np

HERE = pathlib.Path(__file__).parent
DTYPES = {"float64": "F64", "float32": "F32", "float16": "F16"}
rng = np.random.default_rng(7)


def save(path, tensors):
    path.parent.mkdir(exist_ok=True)
    header, offset = {"__metadata__": {"format": "pt"}}, 0
    for name, a in tensors.items():
        header[name] = {
            "dtype": DTYPES[a.dtype.name],
            "shape": list(a.shape),
            "data_offsets": [offset, offset + a.nbytes],
        }
        offset += a.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    data = b"".join(np.ascontiguousarray(a).tobytes() for a in tensors.values())
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def draw(*shape, dtype=np.float32):
    return rng.standard_normal(shape).astype(dtype)


MODEL = {
    "embeddings.weight": draw(7, 5, dtype=np.float64),
    "layer.0.query.weight": draw(6, 5, dtype=np.float64),
    "layer.0.query.bias": draw(6, dtype=np.float64),
    "layer.0.value.weight": draw(4, 5, dtype=np.float64),
    "layer.1.query.weight": draw(6, 5, dtype=np.float64),
    "layer.1.value.weight": draw(4, 5, dtype=np.float64),
    "conv1d.weight": draw(5, 3, dtype=np.float64),
    "patch.weight": draw(6, 3, 2, 2, dtype=np.float64),
    "classifier.weight": draw(3, 4, dtype=np.float64),
    "classifier.bias": draw(3, dtype=np.float64),
}
save(HERE / "model.safetensors", MODEL)


def write(name, config, tensors, changes):
    """changes: what is added to each weight, or replaces a parameter, in float64."""
    save(
        HERE / name / "adapter_model.safetensors",
        {"base_model.model." + key: a for key, a in tensors.items()},
    )
    common = {
        "base_model_name_or_path": "tiny",
        "task_type": None,
        "revision": None,
        "inference_mode": True,
        "lora_dropout": 0.1,
        "bias": "none",
        "init_lora_weights": True,
        "modules_to_save": None,
        "fan_in_fan_out": False,
    }
    (HERE / name / "adapter_config.json").write_text(
        json.dumps({**common, **config}, indent=2) + "\n"
    )
    merged = dict(MODEL)
    for key, change in changes.items():
        if key.startswith("="):
            merged[key[1:]] = change.astype(np.float64)
        else:
            merged[key] = MODEL[key] + change
    save(HERE / name / "merged.safetensors", merged)


def product(b, a):
    """The matrix product of lora_B and lora_A, entry by entry."""
    out = np.zeros((b.shape[0], a.shape[1]))
    for i in range(b.shape[0]):
        for j in range(a.shape[1]):
            out[i, j] = math.fsum(
                float(b[i, k]) * float(a[k, j]) for k in range(a.shape[0])
            )
    return out


# LoRA: patterns are regular expressions for the end of the path, the first match counts.
ranks = {"layer.0.query": 4, "layer.0.value": 2, "layer.1.query": 1, "layer.1.value": 2}
alphas = {"layer.0.query": 8, "layer.0.value": 3, "layer.1.query": 5, "layer.1.value": 3}
tensors, changes = {}, {}
for path, r in ranks.items():
    m, n = MODEL[path + ".weight"].shape
    a, b = draw(r, n), draw(m, r)
    tensors[path + ".lora_A.weight"], tensors[path + ".lora_B.weight"] = a, b
    changes[path + ".weight"] = product(b, a) * alphas[path] / r
tensors["classifier.weight"], tensors["classifier.bias"] = draw(3, 4), draw(3)
changes["=classifier.weight"] = tensors["classifier.weight"]
changes["=classifier.bias"] = tensors["classifier.bias"]
write(
    "lora",
    {
        "peft_type": "LORA",
        "r": 4,
        "lora_alpha": 8,
        "target_modules": ["query", "value"],
        "modules_to_save": ["classifier"],
        "use_rslora": False,
        "use_dora": False,
        "rank_pattern": {"value": 2, "layer\\.1\\..*": 1},
        "alpha_pattern": {"(key|value)": 3, "1.query": 5},
        "peft_version": "0.20.0",
    },
    tensors,
    changes,
)

# α/√r, and a layer that stores its inputs first (in, out)
a, b = draw(2, 5), draw(3, 2)
write(
    "rslora",
    {
        "peft_type": "LORA",
        "r": 2,
        "lora_alpha": 3,
        "target_modules": ["conv1d"],
        "use_rslora": True,
        "fan_in_fan_out": True,
    },
    {"conv1d.lora_A.weight": a, "conv1d.lora_B.weight": b},
    {"conv1d.weight": product(b, a).T * 3 / math.sqrt(2)},
)

# AdaLoRA: all triplets with a mask, only those left, none left, and no mask
shift = 8 / (3 + 1e-5)
tensors, changes = {}, {}
masks = {
    "layer.0.query": [True, False, True],
    "layer.0.value": [False, True, True],
    "layer.1.query": [False, False, False],
}
for path, kept in [
    ("layer.0.query", 3),
    ("layer.0.value", 2),
    ("layer.1.query", 0),
    ("layer.1.value", 3),
]:
    m, n = MODEL[path + ".weight"].shape
    a, e, b = draw(kept, n), draw(kept, 1), draw(m, kept)
    tensors[path + ".lora_A"], tensors[path + ".lora_E"] = a, e
    tensors[path + ".lora_B"] = b
    used = masks[path] if path == "layer.0.query" else [True] * kept
    delta = np.zeros((m, n))
    for k in range(kept):
        if used[k]:
            delta += float(e[k, 0]) * np.outer(b[:, k].astype(float), a[k].astype(float))
    changes[path + ".weight"] = delta * shift
write(
    "adalora",
    {
        "peft_type": "ADALORA",
        "r": 8,
        "lora_alpha": 8,
        "target_modules": ["query", "value"],
        "target_r": 2,
        "init_r": 3,
        "tinit": 0,
        "tfinal": 0,
        "deltaT": 1,
        "beta1": 0.85,
        "beta2": 0.85,
        "orth_reg_weight": 0.5,
        "total_step": 100,
        "rank_pattern": {
            "base_model.model." + path + ".lora_E": mask for path, mask in masks.items()
        },
    },
    tensors,
    changes,
)

# a convolution and an embedding; an unknown key; names with the adapter's
a, b = draw(2, 3, 2, 2), draw(6, 2, 1, 1)
kernel = np.einsum("orxy,rihw->oihw", b.astype(float), a.astype(float)[:, :, :, :])
ea, eb = draw(2, 7), draw(5, 2)
write(
    "kernel",
    {
        "peft_type": "LORA",
        "r": 2,
        "lora_alpha": 2,
        "target_modules": ["patch", "embeddings"],
        "flavour": "new",
    },
    {
        "patch.lora_A.default.weight": a,
        "patch.lora_B.default.weight": b,
        "embeddings.lora_embedding_A": ea,
        "embeddings.lora_embedding_B": eb,
    },
    {"patch.weight": kernel, "embeddings.weight": product(eb, ea).T},
)
