#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make the model of plain text: train.py [--data FOLDER] [--texts FOLDER] [--cross-validate] [--output FOLDER]

One command, from the labelled pages to src/article/plain_table.c. The pages are flattened to text in every way
that bench/flattened.py knows (the browsers w3m, lynx and links must be installed), their blocks get features from
the library's own code and labels from the truths, and a small net over the sequence of blocks is trained in the
way of the article model (training/article/): a hashed linear score of the words is one of its inputs. Its dilated
convolutions become integers with the same arithmetic as src/article/plain_model.c.

--cross-validate prints the word F1 of five folds by site, with the integers. training/requirements.txt
has what is needed. --texts keeps the flattened pages for the next run.
"""
import argparse
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import threading
from collections import Counter, defaultdict
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

TOP = Path(__file__).resolve().parents[2]
sys.path += [str(TOP / "training" / "article"), str(TOP / "bench")]
import flattened
import pages as labelled
import quantise as integers
from linear import set_weight
from net import shifted, update
from quantise import ACTIVATION, INPUT_LIMIT, LIMIT, LOGIT, SIGMOID_SIZE, layer, numbers

WIDTH, DILATIONS = 24, (1, 2, 4, 8)
POOL_BEHIND = 1  # layers before what the page as a whole looks like is told to every block
STEPS, RATE, DROP = 3000, 2e-3, 0.1
BATCH_BLOCKS, LARGEST = 8192, 4096
BUCKETS, SCORE_SCALE, SCORE_LIMIT = 1 << 15, 24.0, 511
LEAST_DEVIATION = 0.2


# ---- Texts -----------------------------------------------------------------------------------------

class Text(labelled.Page):
    """A page flattened in one way."""

    def __init__(self, name, truth, way):
        super().__init__(name, truth)
        self.way = way


def read_frame(reader, text):
    blocks, columns, tokens, size = (int(n) for n in reader.array("<u4", 4))
    text.values = reader.array("<i2", blocks * columns).reshape(blocks, columns)
    text.words = reader.array("<u4", blocks)
    lengths = reader.array("<u4", blocks)
    text.token_ends = reader.array("<u4", blocks)
    text.buckets = reader.array("<u2", tokens)
    data = reader.bytes(size)
    ends = np.cumsum(lengths)
    text.texts = [data[end - length:end].decode("utf-8", "replace") for length, end in zip(lengths, ends)]


def add_features(program, texts, paths):
    process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        for path in paths:
            data = path.read_bytes()
            process.stdin.write(np.array([len(data)], "<u4").tobytes() + data)
        process.stdin.close()

    feeder = threading.Thread(target=feed)
    feeder.start()
    reader = labelled.Reader(process.stdout.read())
    feeder.join()
    if process.wait():
        raise RuntimeError("the features program failed")
    for text in texts:
        read_frame(reader, text)


def read_all(data, program, kept):
    texts = []
    for name, truth in labelled.SETS.items():
        truths = [json.loads(line) for line in open(data / name / truth, encoding="utf-8")]
        truths = sorted((t for t in truths if t.get("text")), key=lambda t: t["id"])
        for way in flattened.WAYS:
            paths = flattened.make_texts(data / name, kept, name, way, truths)
            found = [Text(name, t, way) for t in truths]
            add_features(program, found, [paths[t["id"]] for t in truths])
            texts += found
    texts = [t for t in texts if len(t.words)]
    for text in texts:
        labelled.add_labels(text)
    return texts


# ---- The hashed score ------------------------------------------------------------------------------

def matrix(texts):
    ends, at = [np.zeros(1, np.int64)], 0
    for text in texts:
        ends.append(text.token_ends.astype(np.int64) + at)
        at += len(text.buckets)
    indices = np.concatenate([t.buckets for t in texts]).astype(np.int32)
    ends = np.concatenate(ends)
    return csr_matrix((np.ones(len(indices), np.float32), indices, ends), shape=(len(ends) - 1, BUCKETS))


def train_buckets(texts):
    """One small integer for each bucket of words: logistic regression."""
    weights = []
    for text in texts:
        root = np.sqrt(text.length)
        weights.append(root / root.sum() * set_weight(text))
    weights = np.concatenate(weights)
    model = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=6, tol=None, random_state=0)
    model.fit(matrix(texts), np.concatenate([t.label for t in texts]),
              sample_weight=weights * len(weights) / weights.sum())
    return np.clip(np.rint(model.coef_[0] * SCORE_SCALE), -127, 127).astype(np.int8)


def add_inputs(texts, weights):
    for text in texts:
        total = np.concatenate([[0], np.cumsum(weights[text.buckets].astype(np.int32))])
        ends = np.concatenate([[0], text.token_ends]).astype(np.int64)
        score = np.clip(total[ends[1:]] - total[ends[:-1]], -SCORE_LIMIT, SCORE_LIMIT)
        text.inputs = np.concatenate([text.values, score[:, None]], 1).astype(np.float32)


def prepare(texts, held, models):
    """A text's score comes from weights that saw neither its fold nor the held one."""
    for fold in range(labelled.FOLDS):
        key = frozenset({fold, held} - {None})
        if key not in models:
            models[key] = train_buckets([t for t in texts if t.fold not in key])
        add_inputs([t for t in texts if t.fold == fold], models[key])


# ---- The net ---------------------------------------------------------------------------------------

def initial(key, inputs):
    keys = iter(jax.random.split(key, 16))

    def dense(a, b, scale):
        return {"w": jax.random.normal(next(keys), (a, b)) * scale * np.sqrt(1.5 / a), "b": jnp.zeros(b)}

    p = {"input": dense(inputs, WIDTH, 1.0), "pool": dense(2 * WIDTH, WIDTH, 0.5), "out": dense(WIDTH, 1, 0.3)}
    for i in range(len(DILATIONS)):
        p["a%d" % i], p["b%d" % i] = dense(3 * WIDTH, WIDTH, 1.0), dense(WIDTH, WIDTH, 0.3)
    return p


def forward(p, x, mask, root, key=None):
    def dense(name, v):
        return v @ p[name]["w"] + p[name]["b"]

    if key is not None:
        key, k = jax.random.split(key)
        x = x * (jax.random.uniform(k, (x.shape[0], 1, x.shape[2])) > DROP)
    m = mask[..., None]
    h = jax.nn.relu(dense("input", x)) * m
    for i, d in enumerate(DILATIONS):
        z = jax.nn.relu(dense("a%d" % i, jnp.concatenate([shifted(h, d), h, shifted(h, -d)], -1)))
        if key is not None:
            key, k = jax.random.split(key)
            z = z * (jax.random.uniform(k, z.shape) > DROP) / (1 - DROP)
        h = (h + dense("b%d" % i, z)) * m
        if i == POOL_BEHIND:
            mean = (h * root[..., None]).sum(1) / (root.sum(1)[..., None] + 1e-6)
            top = jnp.where(m > 0, h, -30.0).max(1)
            h = (h + dense("pool", jnp.concatenate([mean, top], -1))[:, None]) * m
    return dense("out", h)[..., 0]


def loss(p, x, mask, words, label, weight, key):
    root = jnp.sqrt(words) * mask
    logit = forward(p, x, mask, root, key)
    cross = jnp.maximum(logit, 0) - logit * label + jnp.log1p(jnp.exp(-jnp.abs(logit)))
    cross = (cross * root).sum(1) / (root.sum(1) + 1e-6)
    prob, n = jax.nn.sigmoid(logit), words * mask
    f1 = (2 * (prob * label * n).sum(1) + 1) / ((prob * n).sum(1) + (label * n).sum(1) + 1)
    return ((cross + 1 - f1) * weight).mean()


@jax.jit
def step(p, state, batch, key, rate):
    return update(p, state, jax.grad(loss)(p, *batch, key), rate)


def size_for(blocks):
    size = 64
    while size < blocks:
        size *= 2
    return min(size, LARGEST)


def batch_of(texts, size, mean, deviation):
    x = np.zeros((len(texts), size, len(mean)), np.float32)
    mask, words, label = (np.zeros((len(texts), size), np.float32) for _ in range(3))
    for i, text in enumerate(texts):
        n = min(size, len(text.words))
        x[i, :n] = (text.inputs[:n] - mean) / deviation
        mask[i, :n], words[i, :n], label[i, :n] = 1, text.length[:n], text.label[:n]
    return x, mask, words, label, np.array([set_weight(t) for t in texts], np.float32)


def train(texts, steps):
    every = np.concatenate([t.inputs for t in texts])
    mean, deviation = every.mean(0), np.maximum(every.std(0), LEAST_DEVIATION)
    rng, groups = random.Random(0), defaultdict(list)
    for text in texts:
        groups[size_for(len(text.words))].append(text)
    p = initial(jax.random.PRNGKey(0), len(mean))
    zeros = jax.tree.map(jnp.zeros_like, p)
    state, key, done = {"m": zeros, "v": zeros, "count": 0}, jax.random.PRNGKey(1), 0
    while done < steps:
        batches = []
        for size, group in sorted(groups.items()):
            rng.shuffle(group)
            n = max(1, min(16, BATCH_BLOCKS // size))
            batches += [(size, group[i:i + n]) for i in range(0, len(group) - n + 1, n)]
        rng.shuffle(batches)
        for size, group in batches[:steps - done]:
            key, k = jax.random.split(key)
            rate = RATE * 0.5 * (1 + np.cos(np.pi * done / steps)) * min(1, (done + 1) / 100)
            p, state = step(p, state, batch_of(group, size, mean, deviation), k, rate)
            done += 1
    return jax.tree.map(np.asarray, p), mean, deviation


# ---- Integers --------------------------------------------------------------------------------------

def quantise(p, mean, deviation):
    one = 2.0 ** ACTIVATION
    w = p["input"]["w"] / deviation[:, None]
    q = {"input": layer(w, p["input"]["b"] - mean @ w, 1.0, one, INPUT_LIMIT),
         "pool": layer(p["pool"]["w"], p["pool"]["b"], one, one, LIMIT),
         "out": layer(p["out"]["w"], p["out"]["b"], one, 2.0 ** LOGIT, LIMIT)}
    for i in range(len(DILATIONS)):
        for name in ("a%d" % i, "b%d" % i):
            q[name] = layer(p[name]["w"], p[name]["b"], one, one, LIMIT)
    x = (np.arange(SIGMOID_SIZE) - SIGMOID_SIZE // 2 + 0.0) / 2 ** LOGIT
    q["sigmoid"] = np.clip(np.rint(65535 / (1 + np.exp(-x))), 0, 65535).astype(np.int64)
    return q


def judge(q, text):
    """Probabilities of 65535, as plain_model.c computes them."""
    def affine(name, x):
        return (x @ q[name]["w"] + q[name]["b"]) >> q[name]["shift"]

    h = np.clip(affine("input", text.inputs.astype(np.int64)), 0, LIMIT)
    for i, d in enumerate(DILATIONS):
        sides = [integers.shifted(h, step) if len(h) > d else 0 * h for step in (d, -d)]
        z = np.concatenate([sides[0], h, sides[1]], -1)
        h = np.clip(h + affine("b%d" % i, np.clip(affine("a%d" % i, z), 0, LIMIT)), -LIMIT, LIMIT)
        if i == POOL_BEHIND:
            root = integers.root_of(np.maximum(text.words, 1))
            total = (h * root[:, None]).sum(0)
            mean = np.sign(total) * (np.abs(total) // root.sum())
            h = np.clip(h + affine("pool", np.concatenate([mean, h.max(0)])), -LIMIT, LIMIT)
    logit = np.clip(affine("out", h)[:, 0] + SIGMOID_SIZE // 2, 0, SIGMOID_SIZE - 1)
    return q["sigmoid"][logit]


# ---- Figures ---------------------------------------------------------------------------------------

def choose(text, prob):
    """The cut of highest expected F1 of words, as src/article/choice.c does."""
    order = np.argsort(-prob, kind="stable")
    n = text.length
    expected = 2 * np.cumsum((prob * n)[order]) / (np.cumsum(n[order]) + (prob * n).sum() + 1e-9)
    return prob >= prob[order[int(np.argmax(expected))]]


def word_f1(text, chosen):
    guess = Counter(w for part, kept in zip(text.texts, chosen) if kept for w in labelled.WORD.findall(part.lower()))
    truth = Counter(labelled.WORD.findall(text.truth.lower()))
    both, total = sum((guess & truth).values()), sum(guess.values()) + sum(truth.values())
    return 2 * both / total if total else 1.0


def show(figures, title):
    print(title)
    for key, values in sorted(figures.items()):
        print("  %-28s %5d  %.4f" % (key, len(values), np.mean(values)))
    sys.stdout.flush()


def add_figures(figures, text, value):
    figures["%s %s" % (text.set, text.way)].append(value)
    if text.page_type == "article":
        figures["wcxb-dev:article %s" % text.way].append(value)


def cross_validate(texts, steps, folds):
    figures, ceiling, models = defaultdict(list), defaultdict(list), {}
    for k in range(folds):
        prepare(texts, k, models)
        q = quantise(*train([t for t in texts if t.fold != k], steps))
        for text in (t for t in texts if t.fold == k):
            add_figures(figures, text, word_f1(text, choose(text, judge(q, text) / 65535)))
            add_figures(ceiling, text, word_f1(text, text.label > 0.5))
        show(figures, "cross-validation, folds up to %d" % k)
    show(ceiling, "a perfect choice of blocks")


# ---- C ---------------------------------------------------------------------------------------------

HEADER = """/* SPDX-License-Identifier: Apache-2.0 */
/* Generated by training/plain/train.py. Do not edit. */
#ifndef DATELINE_ARTICLE_PLAIN_TABLE_H
#define DATELINE_ARTICLE_PLAIN_TABLE_H

#include <stdint.h>

/* The shape of the model; plain_model.c computes with it. */
enum {
    DATELINE_PLAIN_INPUTS = %(inputs)d,
    DATELINE_PLAIN_WIDTH = %(width)d,
    DATELINE_PLAIN_LAYERS = %(layers)d,
    DATELINE_PLAIN_POOL_BEHIND = %(pool)d,
    DATELINE_PLAIN_BUCKETS = %(buckets)d,
    DATELINE_PLAIN_SCORE_LIMIT = %(score)d,
    DATELINE_PLAIN_ACTIVATION_LIMIT = %(limit)d,
    DATELINE_PLAIN_SIGMOID_SIZE = %(sigmoid)d,
};

/** A layer: weights as [input][output]; sums are shifted right. */
typedef struct dateline_plain_layer {
    int16_t wide[3 * %(width)d][%(width)d]; /* of the blocks before, here, behind */
    int32_t wide_bias[%(width)d];
    int16_t point[%(width)d][%(width)d];
    int32_t point_bias[%(width)d];
    uint8_t wide_shift;
    uint8_t point_shift;
    uint8_t dilation;
} dateline_plain_layer;

extern const int8_t dateline_plain_buckets[DATELINE_PLAIN_BUCKETS];
extern const int16_t dateline_plain_input[DATELINE_PLAIN_INPUTS][DATELINE_PLAIN_WIDTH];
extern const int32_t dateline_plain_input_bias[DATELINE_PLAIN_WIDTH];
extern const uint8_t dateline_plain_input_shift;
extern const dateline_plain_layer dateline_plain_layers[DATELINE_PLAIN_LAYERS];
extern const int16_t dateline_plain_pool[2 * DATELINE_PLAIN_WIDTH][DATELINE_PLAIN_WIDTH];
extern const int32_t dateline_plain_pool_bias[DATELINE_PLAIN_WIDTH];
extern const uint8_t dateline_plain_pool_shift;
extern const int16_t dateline_plain_out[DATELINE_PLAIN_WIDTH];
extern const int32_t dateline_plain_out_bias;
extern const uint8_t dateline_plain_out_shift;
extern const uint16_t dateline_plain_sigmoid[DATELINE_PLAIN_SIGMOID_SIZE];

#endif
"""


def initialiser(values, indent=""):
    """A C initialiser of an array of one or two dimensions."""
    inner = indent + "    "
    if np.ndim(values) == 1:
        return "{\n%s\n%s}" % (numbers(values, inner), indent)
    rows = "\n".join("%s{\n%s\n%s}," % (inner, numbers(row, inner + "    "), inner) for row in values)
    return "{\n%s\n%s}" % (rows, indent)


def array(kind, name, values, shape):
    return "const %s dateline_plain_%s%s = %s;\n" % (kind, name, shape, initialiser(values))


def layer_text(q, i):
    a, b = q["a%d" % i], q["b%d" % i]
    fields = [("wide", a["w"]), ("wide_bias", a["b"]), ("point", b["w"]), ("point_bias", b["b"])]
    text = "".join("        .%s = %s,\n" % (name, initialiser(v, " " * 8)) for name, v in fields)
    return "    {\n%s        .wide_shift = %d,\n        .point_shift = %d,\n        .dilation = %d,\n    },\n" % (
        text, a["shift"], b["shift"], DILATIONS[i])


def write(folder, q, buckets, digest):
    inputs = len(q["input"]["w"])
    (folder / "plain_table.h").write_text(HEADER % {
        "inputs": inputs, "width": WIDTH, "layers": len(DILATIONS), "pool": POOL_BEHIND, "buckets": BUCKETS, "score": SCORE_LIMIT,
        "limit": LIMIT, "sigmoid": SIGMOID_SIZE})
    parts = ["/* SPDX-License-Identifier: Apache-2.0 */\n"
             "/* Generated by training/plain/train.py. Do not edit.\n * Digest of the truths: %s */\n"
             "#include \"article/plain_table.h\"\n\n/* clang-format off */" % digest,
             array("int8_t", "buckets", buckets, "[DATELINE_PLAIN_BUCKETS]"),
             array("int16_t", "input", q["input"]["w"], "[DATELINE_PLAIN_INPUTS][DATELINE_PLAIN_WIDTH]"),
             array("int32_t", "input_bias", q["input"]["b"], "[DATELINE_PLAIN_WIDTH]"),
             "const uint8_t dateline_plain_input_shift = %d;\n" % q["input"]["shift"],
             "const dateline_plain_layer dateline_plain_layers[DATELINE_PLAIN_LAYERS] = {\n%s};\n"
             % "".join(layer_text(q, i) for i in range(len(DILATIONS))),
             array("int16_t", "pool", q["pool"]["w"], "[2 * DATELINE_PLAIN_WIDTH][DATELINE_PLAIN_WIDTH]"),
             array("int32_t", "pool_bias", q["pool"]["b"], "[DATELINE_PLAIN_WIDTH]"),
             "const uint8_t dateline_plain_pool_shift = %d;\n" % q["pool"]["shift"],
             array("int16_t", "out", q["out"]["w"][:, 0], "[DATELINE_PLAIN_WIDTH]"),
             "const int32_t dateline_plain_out_bias = %d;\n" % q["out"]["b"][0],
             "const uint8_t dateline_plain_out_shift = %d;\n" % q["out"]["shift"],
             array("uint16_t", "sigmoid", q["sigmoid"], "[DATELINE_PLAIN_SIGMOID_SIZE]"),
             "/* clang-format on */"]
    (folder / "plain_table.c").write_text("\n".join(parts) + "\n")


# What the tables are, and what they were made from; tests/model_digests.py compares.
DIGESTS = TOP / "training" / "plain" / "digests.txt"
DIGESTED = ("src/article/plain_table.c", "src/article/plain_table.h", "src/article/plain_features.c",
            "training/plain/features.c", "training/plain/train.py")


def record_digests():
    DIGESTS.write_text("".join("%s  %s\n" % (hashlib.sha256((TOP / name).read_bytes()).hexdigest(), name)
                               for name in DIGESTED))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=TOP.parent / "shared" / "data")
    parser.add_argument("--program", type=Path, default=TOP / "build" / "training" / "plain" / "plain_features")
    parser.add_argument("--texts", type=Path, help="folder that keeps the flattened pages")
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--folds", type=int, default=labelled.FOLDS, help="only so many of the five folds")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--output", type=Path, help="folder of plain_table.c and plain_table.h")
    parser.add_argument("--record", action="store_true", help="only record the digests of tables and scripts")
    args = parser.parse_args()
    if args.record:
        return record_digests()
    with tempfile.TemporaryDirectory() as scratch:
        texts = read_all(args.data, args.program, args.texts or Path(scratch))
    print("%d texts, %d blocks" % (len(texts), sum(len(t.words) for t in texts)), flush=True)
    if args.cross_validate:
        cross_validate(texts, args.steps, args.folds)
    if args.output:
        models = {}
        prepare(texts, None, models)
        q = quantise(*train(texts, args.steps))
        write(args.output, q, train_buckets(texts), labelled.digest(args.data))
        if args.output.resolve() == TOP / "src" / "article":
            record_digests()


if __name__ == "__main__":
    main()
