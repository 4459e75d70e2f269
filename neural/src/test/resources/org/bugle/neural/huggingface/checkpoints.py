"""Writes small random checkpoints in the layout of Hugging Face's folders, and what they give.

Each folder holds config.json, model.safetensors and expected.safetensors. The models are written
here once more, plainly and sample by sample, with NumPy alone: no library of models, and nothing of
Bugle. Run it with `python3 checkpoints.py`; it writes beside itself.
"""

import json
import math
import pathlib
import struct

import numpy as np

HERE = pathlib.Path(__file__).parent
DTYPES = {"F64": "<f8", "F32": "<f4", "I64": "<i8"}


def write(path, tensors, dtype="F64"):
    header, blobs, offset = {}, [], 0
    for name, array in tensors.items():
        kind = "I64" if array.dtype.kind == "i" else dtype
        blob = np.ascontiguousarray(array.astype(DTYPES[kind])).tobytes()
        header[name] = {
            "dtype": kind,
            "shape": list(array.shape),
            "data_offsets": [offset, offset + len(blob)],
        }
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def save(folder, config, weights, expected):
    path = HERE / folder
    path.mkdir(exist_ok=True)
    (path / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    write(path / "model.safetensors", weights)
    write(path / "expected.safetensors", expected)


# The functions between the layers


def gelu(x):
    return np.vectorize(lambda v: 0.5 * v * (1 + math.erf(v / math.sqrt(2))))(x)


def gelu_new(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


class Model:
    """Weights by name, and the layers that take them."""

    def __init__(self, seed, epsilon):
        self.rng = np.random.default_rng(seed)
        self.weights = {}
        self.epsilon = epsilon

    def new(self, name, *shape, scale=0.4):
        self.weights[name] = self.rng.normal(0, scale, shape)

    def new_linear(self, name, outputs, inputs, bias=True):
        self.new(name + ".weight", outputs, inputs)
        if bias:
            self.new(name + ".bias", outputs, scale=0.1)

    def new_norm(self, name, width):
        self.weights[name + ".weight"] = 1 + self.rng.normal(0, 0.2, width)
        self.new(name + ".bias", width, scale=0.1)

    def linear(self, name, x):
        y = x @ self.weights[name + ".weight"].T
        return y + self.weights.get(name + ".bias", 0)

    def norm(self, name, x):
        centred = x - x.mean(axis=-1, keepdims=True)
        deviation = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self.epsilon)
        return centred / deviation * self.weights[name + ".weight"] + self.weights[name + ".bias"]

    def attention(self, q, k, v, heads, counts, extra=None):
        """Of one sample, (T, width); extra(h, q_h, k_h) are further scores of a head."""
        size = q.shape[1] // heads
        parts = []
        for h in range(heads):
            s = slice(h * size, (h + 1) * size)
            if extra is None:
                scores = q[:, s] @ k[:, s].T / math.sqrt(size)
            else:
                scores = (q[:, s] @ k[:, s].T + extra(h, q[:, s], k[:, s])) / math.sqrt(3 * size)
            scores = np.where(counts[None, :] > 0, scores, -np.inf)
            parts.append(softmax(scores) @ v[:, s])
        return np.concatenate(parts, axis=1)


WIDTH, HIDDEN, HEADS, BLOCKS = 8, 12, 2, 2
VOCABULARY, POSITIONS, LABELS = 13, 12, 3
CONFIG = {
    "hidden_size": WIDTH,
    "intermediate_size": HIDDEN,
    "num_attention_heads": HEADS,
    "num_hidden_layers": BLOCKS,
    "hidden_dropout_prob": 0.1,
    "attention_probs_dropout_prob": 0.1,
}


def text(seed, padding):
    rng = np.random.default_rng(seed)
    tokens = rng.integers(2, VOCABULARY, (3, 7))
    mask = np.ones((3, 7), int)
    mask[1, 5:] = 0
    mask[2, 3:] = 0
    tokens[mask == 0] = padding
    return tokens, mask


def new_post_norm_blocks(m, prefix, projections):
    for i in range(BLOCKS):
        p = f"{prefix}encoder.layer.{i}."
        for name in projections:
            m.new_linear(p + "attention.self." + name, WIDTH, WIDTH)
        m.new_linear(p + "attention.output.dense", WIDTH, WIDTH)
        m.new_norm(p + "attention.output.LayerNorm", WIDTH)
        m.new_linear(p + "intermediate.dense", HIDDEN, WIDTH)
        m.new_linear(p + "output.dense", WIDTH, HIDDEN)
        m.new_norm(p + "output.LayerNorm", WIDTH)


def post_norm_block(m, p, x, counts, projections, activation, extra=None):
    q, k, v = (m.linear(p + "attention.self." + name, x) for name in projections)
    mixed = m.attention(q, k, v, HEADS, counts, extra)
    x = m.norm(p + "attention.output.LayerNorm", x + m.linear(p + "attention.output.dense", mixed))
    inner = activation(m.linear(p + "intermediate.dense", x))
    return m.norm(p + "output.LayerNorm", x + m.linear(p + "output.dense", inner))


def bert(folder, prefix, epsilon, act, activation, kind, padding, types, old_names=False):
    m = Model(len(folder), epsilon)
    m.new(prefix + "embeddings.word_embeddings.weight", VOCABULARY, WIDTH)
    m.new(prefix + "embeddings.position_embeddings.weight", POSITIONS, WIDTH)
    m.new(prefix + "embeddings.token_type_embeddings.weight", types, WIDTH)
    m.new_norm(prefix + "embeddings.LayerNorm", WIDTH)
    projections = ("query", "key", "value")
    new_post_norm_blocks(m, prefix, projections)
    m.new_linear(prefix + "pooler.dense", WIDTH, WIDTH)
    if kind == "roberta":
        m.new_linear("classifier.dense", WIDTH, WIDTH)
        m.new_linear("classifier.out_proj", LABELS, WIDTH)
    else:
        m.new_linear("classifier", LABELS, WIDTH)

    tokens, mask = text(5, padding)
    states = []
    for ids, counts in zip(tokens, mask):
        if kind == "roberta":
            real = (ids != padding).astype(int)
            positions = np.cumsum(real) * real + padding
        else:
            positions = np.arange(len(ids))
        x = m.weights[prefix + "embeddings.word_embeddings.weight"][ids]
        x = x + m.weights[prefix + "embeddings.position_embeddings.weight"][positions]
        x = x + m.weights[prefix + "embeddings.token_type_embeddings.weight"][0]
        x = m.norm(prefix + "embeddings.LayerNorm", x)
        for i in range(BLOCKS):
            p = f"{prefix}encoder.layer.{i}."
            x = post_norm_block(m, p, x, counts, projections, activation)
        states.append(x)
    states = np.array(states)
    pooled = np.tanh(m.linear(prefix + "pooler.dense", states[:, 0]))
    if kind == "roberta":
        logits = m.linear(
            "classifier.out_proj", np.tanh(m.linear("classifier.dense", states[:, 0]))
        )
    else:
        logits = m.linear("classifier", pooled)
    config = CONFIG | {
        "model_type": kind,
        "vocab_size": VOCABULARY,
        "max_position_embeddings": POSITIONS,
        "type_vocab_size": types,
        "pad_token_id": padding,
        "layer_norm_eps": epsilon,
        "hidden_act": act,
    }
    weights = m.weights
    if old_names:
        weights = {
            n.replace("LayerNorm.weight", "LayerNorm.gamma").replace(
                "LayerNorm.bias", "LayerNorm.beta"
            ): w
            for n, w in weights.items()
        }
    weights[prefix + "embeddings.position_ids"] = np.arange(POSITIONS)[None, :]
    expected = {"inputs": tokens, "mask": mask, "states": states, "pooled": pooled}
    save(folder, config, weights, expected | {"logits": logits})


def deberta(folder, prefix="deberta.", buckets=4, longest=12):
    m = Model(20, 1e-7)
    m.new(prefix + "embeddings.word_embeddings.weight", VOCABULARY, WIDTH)
    m.new_norm(prefix + "embeddings.LayerNorm", WIDTH)
    projections = ("query_proj", "key_proj", "value_proj")
    new_post_norm_blocks(m, prefix, projections)
    m.new(prefix + "encoder.rel_embeddings.weight", 2 * buckets, WIDTH)
    m.new_norm(prefix + "encoder.LayerNorm", WIDTH)
    m.new_linear("pooler.dense", WIDTH, WIDTH)
    m.new_linear("classifier", LABELS, WIDTH)

    def bucket(distance):
        mid = buckets // 2
        if -mid < distance < mid:
            return distance
        size = abs(distance)
        if size <= mid:
            return distance
        far = math.ceil(math.log(size / mid) / math.log((longest - 1) / mid) * (mid - 1)) + mid
        return far if distance > 0 else -far

    relative = m.norm(prefix + "encoder.LayerNorm", m.weights[prefix + "encoder.rel_embeddings.weight"])
    size = WIDTH // HEADS
    tokens, mask = text(6, 0)
    states = []
    for ids, counts in zip(tokens, mask):
        x = m.norm(prefix + "embeddings.LayerNorm", m.weights[prefix + "embeddings.word_embeddings.weight"][ids])
        for i in range(BLOCKS):
            p = f"{prefix}encoder.layer.{i}."
            position_keys = m.linear(p + "attention.self.key_proj", relative)
            position_queries = m.linear(p + "attention.self.query_proj", relative)

            def extra(h, q, k):
                part = slice(h * size, (h + 1) * size)
                scores = np.zeros((len(q), len(k)))
                for a in range(len(q)):
                    for b in range(len(k)):
                        row = min(max(bucket(a - b) + buckets, 0), 2 * buckets - 1)
                        scores[a, b] += q[a] @ position_keys[row, part]
                        back = min(max(-bucket(b - a) + buckets, 0), 2 * buckets - 1)
                        scores[a, b] += k[b] @ position_queries[back, part]
                return scores

            x = post_norm_block(m, p, x, counts, projections, gelu, extra)
        states.append(x)
    states = np.array(states)
    pooled = gelu(m.linear("pooler.dense", states[:, 0]))
    config = CONFIG | {
        "model_type": "deberta-v2",
        "vocab_size": VOCABULARY,
        "max_position_embeddings": longest,
        "max_relative_positions": -1,
        "position_buckets": buckets,
        "relative_attention": True,
        "share_att_key": True,
        "position_biased_input": False,
        "pos_att_type": "p2c|c2p",
        "norm_rel_ebd": "layer_norm",
        "type_vocab_size": 0,
        "pooler_hidden_act": "gelu",
        "pad_token_id": 0,
        "layer_norm_eps": 1e-7,
        "hidden_act": "gelu",
    }
    expected = {"inputs": tokens, "mask": mask, "states": states, "pooled": pooled}
    save(folder, config, m.weights, expected | {"logits": m.linear("classifier", pooled)})


def vit(folder, prefix="vit.", image=6, patch=2, channels=3):
    m = Model(30, 1e-12)
    count = (image // patch) ** 2
    m.new(prefix + "embeddings.cls_token", 1, 1, WIDTH)
    m.new(prefix + "embeddings.position_embeddings", 1, count + 1, WIDTH)
    m.new(prefix + "embeddings.patch_embeddings.projection.weight", WIDTH, channels, patch, patch)
    m.new(prefix + "embeddings.patch_embeddings.projection.bias", WIDTH, scale=0.1)
    for i in range(BLOCKS):
        p = f"{prefix}encoder.layer.{i}."
        for name in ("query", "key", "value"):
            m.new_linear(p + "attention.attention." + name, WIDTH, WIDTH, bias=False)
        m.new_linear(p + "attention.output.dense", WIDTH, WIDTH)
        m.new_linear(p + "intermediate.dense", HIDDEN, WIDTH)
        m.new_linear(p + "output.dense", WIDTH, HIDDEN)
        m.new_norm(p + "layernorm_before", WIDTH)
        m.new_norm(p + "layernorm_after", WIDTH)
    m.new_norm(prefix + "layernorm", WIDTH)
    m.new_linear(prefix + "pooler.dense", WIDTH, WIDTH)
    m.new_linear("classifier", LABELS, WIDTH)

    images = np.random.default_rng(7).normal(size=(2, channels, image, image))
    kernel = m.weights[prefix + "embeddings.patch_embeddings.projection.weight"]
    states = []
    for picture in images:
        rows = [m.weights[prefix + "embeddings.cls_token"][0, 0]]
        for r in range(0, image, patch):
            for c in range(0, image, patch):
                window = picture[:, r : r + patch, c : c + patch]
                rows.append(
                    np.array([np.sum(k * window) for k in kernel])
                    + m.weights[prefix + "embeddings.patch_embeddings.projection.bias"]
                )
        x = np.array(rows) + m.weights[prefix + "embeddings.position_embeddings"][0]
        for i in range(BLOCKS):
            p = f"{prefix}encoder.layer.{i}."
            y = m.norm(p + "layernorm_before", x)
            q, k, v = (m.linear(p + "attention.attention." + n, y) for n in ("query", "key", "value"))
            mixed = m.attention(q, k, v, HEADS, np.ones(len(x)))
            x = x + m.linear(p + "attention.output.dense", mixed)
            y = gelu(m.linear(p + "intermediate.dense", m.norm(p + "layernorm_after", x)))
            x = x + m.linear(p + "output.dense", y)
        states.append(m.norm(prefix + "layernorm", x))
    states = np.array(states)
    config = CONFIG | {
        "model_type": "vit",
        "image_size": image,
        "patch_size": patch,
        "num_channels": channels,
        "qkv_bias": False,
        "layer_norm_eps": 1e-12,
        "hidden_act": "gelu",
    }
    pooled = np.tanh(m.linear(prefix + "pooler.dense", states[:, 0]))
    expected = {"inputs": images, "states": states, "pooled": pooled}
    save(folder, config, m.weights, expected | {"logits": m.linear("classifier", states[:, 0])})


bert("bert", "bert.", 1e-12, "gelu", gelu, "bert", 0, 2, old_names=True)
bert("bert-alone", "", 1e-5, "gelu_new", gelu_new, "bert", 0, 2)
bert("roberta", "roberta.", 1e-5, "gelu", gelu, "roberta", 1, 1)
deberta("deberta")
vit("vit")
