# SPDX-License-Identifier: Apache-2.0
"""The small net over the blocks of a page: dilated convolutions that only need integers when they are used.

    h = input x + bias;  h = relu(h)
    for each layer with dilation d:  z = relu(A [h(-d), h, h(+d)] + a);  h = h + B z + b
    in the middle, what the whole page looks like (mean and maximum of h, scores of its type) is told to every block
    logit = out h + bias;  page type from the same mean, maximum and scores

Loss: cross-entropy of the blocks + 1 - soft F1 of the page's words, + a little cross-entropy of the page's type. Whole features are left out at random on a
page, so that no one site's habits decide.
"""
import random
from collections import defaultdict

import jax
import jax.numpy as jnp
import numpy as np

from linear import set_weight
from pages import PAGE_TYPES

DILATIONS = (1, 2, 4, 8)
POOL_BEHIND = 1          # layers before the page as a whole is told
LARGEST = 4096           # blocks of a page in training
BATCH_BLOCKS = 8192
RATE, DECAY, DROP = 2e-3, 1e-3, 0.1
LEAST_DEVIATION = 10.0
ABOUT_DEVIATION = 30.0
TYPES = len(PAGE_TYPES)
TYPE_WEIGHT = 0.1
OPENED = 4               # what is hidden on pages that sell or list counts so much more
SELL_OR_LIST = ("product", "service", "collection", "listing")


def initial(key, inputs, width):
    keys = iter(jax.random.split(key, 32))

    def dense(a, b, scale):
        return {"w": jax.random.normal(next(keys), (a, b)) * scale * np.sqrt(1.5 / a), "b": jnp.zeros(b)}

    p = {"input": dense(inputs, width, 1.0), "pool": dense(2 * width + TYPES, width, 0.5),
         "type": dense(2 * width + TYPES, TYPES, 0.3), "out": dense(width, 1, 0.3)}
    for i in range(len(DILATIONS)):
        p["a%d" % i], p["b%d" % i] = dense(3 * width, width, 1.0), dense(width, width, 0.3)
    return p


def shifted(h, d):
    """h of the block d places before; zero beyond the page."""
    zero = jnp.zeros_like(h)
    return zero.at[:, d:].set(h[:, :-d]) if d > 0 else zero.at[:, :d].set(h[:, -d:])


def forward(p, x, about, mask, root, key=None):
    """Logits of all blocks and of the page's types: x [pages, blocks, inputs], about [pages, types], mask and root (of
    the words) [pages, blocks]."""
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
            w = (root * mask)[..., None]
            mean = (h * w).sum(1) / (w.sum(1) + 1e-6)
            top = jnp.where(m > 0, h, -30.0).max(1)
            whole = jnp.concatenate([mean, top, about], -1)
            h = (h + dense("pool", whole)[:, None]) * m
    return dense("out", h)[..., 0], dense("type", whole)


def loss(p, x, about, mask, words, label, weight, kind, key):
    root = jnp.sqrt(words) * mask
    logit, types = forward(p, x, about, mask, root, key)
    cross = jnp.maximum(logit, 0) - logit * label + jnp.log1p(jnp.exp(-jnp.abs(logit)))
    cross = (cross * root).sum(1) / (root.sum(1) + 1e-6)
    prob = jax.nn.sigmoid(logit)
    n = words * mask
    f1 = (2 * (prob * label * n).sum(1) + 1) / ((prob * n).sum(1) + (label * n).sum(1) + 1)
    typed = -(jax.nn.log_softmax(types) * kind).sum(-1)  # 0 where the type is not known
    return ((cross + 1 - f1) * weight + TYPE_WEIGHT * typed).mean()


def update(p, state, grads, rate):
    """One step of Adam with decay, on gradients of at most length 1."""
    norm = jnp.sqrt(sum((g * g).sum() for g in jax.tree.leaves(grads)))
    grads = jax.tree.map(lambda g: g / jnp.maximum(1.0, norm), grads)
    count = state["count"] + 1
    m = jax.tree.map(lambda a, g: 0.9 * a + 0.1 * g, state["m"], grads)
    v = jax.tree.map(lambda a, g: 0.999 * a + 0.001 * g * g, state["v"], grads)
    p = jax.tree.map(lambda q, a, b: q - rate * (a / (1 - 0.9 ** count) / (jnp.sqrt(b / (1 - 0.999 ** count)) + 1e-8)
                                                 + DECAY * q), p, m, v)
    return p, {"m": m, "v": v, "count": count}


@jax.jit
def step(p, state, batch, key, rate):
    return update(p, state, jax.grad(loss)(p, *batch, key), rate)


def size_for(blocks):
    """Pages are padded to a few sizes, so that few programs are compiled."""
    size = 64
    while size < blocks:
        size *= 2
    return size


def inputs_of(page):
    return np.concatenate([page.values, page.scores], 1).astype(np.float32)


def normal(pages):
    every = np.concatenate([page.inputs for page in pages])
    return every.mean(0), np.maximum(every.std(0), LEAST_DEVIATION)


def batch_of(pages, size, mean, deviation):
    columns = len(mean)
    x = np.zeros((len(pages), size, columns), np.float32)
    mask, words, label = (np.zeros((len(pages), size), np.float32) for _ in range(3))
    for i, page in enumerate(pages):
        n = min(size, len(page.words))
        x[i, :n] = (page.inputs[:n] - mean) / deviation
        mask[i, :n], words[i, :n], label[i, :n] = 1, page.length[:n], page.label[:n]
    about = np.stack([page.about_scores for page in pages]).astype(np.float32) / ABOUT_DEVIATION
    kind = np.zeros((len(pages), TYPES), np.float32)
    for i, page in enumerate(pages):
        if page.set == "wcxb-dev":
            kind[i, PAGE_TYPES.index(page.page_type)] = 1
    return x, about, mask, words, label, np.array([set_weight(page) for page in pages], np.float32), kind


def train(pages, width, steps, seed=0):
    """Float parameters and the inputs' mean and deviation."""
    mean, deviation = normal(pages)
    rng, groups = random.Random(seed), defaultdict(list)
    for page in pages:
        groups[min(LARGEST, size_for(len(page.words)))].append(page)
    p = initial(jax.random.PRNGKey(seed), len(mean), width)
    zeros = jax.tree.map(jnp.zeros_like, p)
    state, key, done = {"m": zeros, "v": zeros, "count": 0}, jax.random.PRNGKey(seed + 1), 0
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


@jax.jit
def apply(p, x, about, mask, root):
    logit, types = forward(p, x, about, mask, root)
    return jax.nn.sigmoid(logit), types


def predict(p, page, mean, deviation):
    """Probability of each block, and the page's type as a number."""
    x, about, mask, words, _, _, _ = batch_of([page], size_for(len(page.words)), mean, deviation)
    prob, types = apply(p, x, about, mask, np.sqrt(words) * mask)
    return np.asarray(prob)[0, :len(page.words)], int(np.argmax(types[0]))


def choose(page, prob, kind):
    """Which blocks: those at or above the cut whose expected F1 of words is highest.

    Hidden blocks count only where a page of that kind hides its article, for a script or a reader to show it."""
    mass = prob * page.length
    factor = OPENED if PAGE_TYPES[kind] in SELL_OR_LIST else 1
    if factor * mass[page.hidden].sum() <= mass[~page.hidden].sum():
        prob = np.where(page.hidden, 0, prob)
    order = np.argsort(-prob, kind="stable")
    n = page.length * (prob > 0)
    expected = 2 * np.cumsum((prob * n)[order]) / (np.cumsum(n[order]) + (prob * n).sum() + 1e-9)
    cut = prob[order[int(np.argmax(expected))]]
    return (prob >= cut) & (prob > 0)
