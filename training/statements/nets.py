# SPDX-License-Identifier: Apache-2.0
"""The two nets: is a unit a cue, and what are the units around a cue. A first layer is the sum of its inputs' rows.

The second net's labels are a chain (a linear conditional random field). Gradients are written out; Adam.
"""
import numpy as np
import scipy.sparse as sp

LABELS = 6
CUE_WIDTH, ROLE_WIDTH = 16, 32


class Adam:
    def __init__(self, parameters, rate, decay):
        self.p, self.rate, self.decay, self.t = parameters, rate, decay, 0
        self.m = {k: np.zeros_like(v) for k, v in parameters.items()}
        self.v = {k: np.zeros_like(v) for k, v in parameters.items()}

    def step(self, gradients, rate):
        self.t += 1
        for k, g in gradients.items():
            m, v = self.m[k], self.v[k]
            m += 0.1 * (g - m)
            v += 0.01 * (g * g - v)
            a = rate * self.rate * np.sqrt(1 - 0.99 ** self.t) / (1 - 0.9 ** self.t)
            self.p[k] -= a * m / (np.sqrt(v) + 1e-8)
            if k in ("token", "cue", "pair"):
                self.p[k] *= 1 - a * self.decay


class Average:
    """The mean of the parameters over the last part of the training: less of chance in the result."""
    FROM, LEAST = 0.6, 0.35  # the rate falls to LEAST until FROM of the steps, and stays

    def __init__(self, parameters):
        self.p, self.n = parameters, 0
        self.mean = {k: np.zeros(v.shape, np.float64) for k, v in parameters.items()}

    def rate(self, share):
        return 1 - (1 - self.LEAST) * min(share / self.FROM, 1)

    def add(self, share):
        if share >= self.FROM:
            self.n += 1
            for k, v in self.p.items():
                self.mean[k] += (v - self.mean[k]) / self.n

    def result(self):
        return {k: v.astype(np.float32) for k, v in self.mean.items()}


def matrix(inputs, counts, rows):
    at = np.concatenate([[0], np.cumsum(counts)])
    return sp.csr_matrix((np.ones(len(inputs), np.float32), inputs.astype(np.int32), at), shape=(len(counts), rows))


def thin(x, rate, random):
    """Leave out inputs at random."""
    y = x.copy()
    y.data = (random.random(len(y.data)) >= rate).astype(np.float32) / np.float32(1 - rate)
    return y


# ---- Cues --------------------------------------------------------------------------------------

def train_cues(x, y, weight, rounds, seed=1, rate=0.004, decay=0.02, dropout=0.2, batch=4096):
    random = np.random.default_rng(seed)
    p = {"token": (random.normal(size=(x.shape[1], CUE_WIDTH)) * 0.1).astype(np.float32),
         "out": (random.normal(size=CUE_WIDTH) * 0.3).astype(np.float32), "bias": np.array([-2.0], np.float32)}
    adam, steps, done, average = Adam(p, rate, decay), rounds * (x.shape[0] // batch), 0, Average(p)
    for _ in range(rounds):
        order = random.permutation(x.shape[0])
        loss = 0
        for b in range(x.shape[0] // batch):
            part = order[b * batch:(b + 1) * batch]
            xb = thin(x[part], dropout, random)
            h = xb @ p["token"]
            r = np.maximum(h, 0)
            z = r @ p["out"] + p["bias"][0]
            q = 1 / (1 + np.exp(-z))
            d = ((q - y[part]) * weight[part] / batch).astype(np.float32)
            loss -= np.mean(np.log(np.where(y[part] > 0, q, 1 - q) + 1e-9))
            dh = np.outer(d, p["out"]) * (h > 0)
            adam.step({"token": xb.T @ dh, "out": r.T @ d, "bias": np.array([d.sum()])}, average.rate(done / steps))
            done += 1
            average.add(done / steps)
        print("  cues: loss %.4f" % (loss / (x.shape[0] // batch)), flush=True)
    return average.result()


def cue_scores(p, x):
    return np.maximum(x @ p["token"], 0) @ p["out"] + p["bias"][0]


# ---- Roles -------------------------------------------------------------------------------------

class Roles:
    """All cues of some texts: token inputs by unit, pairs by cue, labels."""

    def __init__(self, texts, token_rows, pair_rows, labelled=True):
        self.x = matrix(np.concatenate([t.inputs for t in texts]), np.concatenate([t.counts for t in texts]), token_rows)
        base, units, counts, inputs, labels, self.cue, self.length, self.where = 0, [], [], [], [], [], [], []
        for t in texts:
            for cue, u, c, i in t.pairs:
                if labelled and cue not in t.cues:
                    continue
                units.append(u + base)
                counts.append(c)
                inputs.append(i)
                labels.append(t.cues[cue][u] if cue in t.cues else np.zeros(len(u), np.int8))
                self.cue.append(cue + base)
                self.length.append(len(u))
                self.where.append((t, cue, u))
            base += len(t.units)
        self.cue, self.length = np.array(self.cue), np.array(self.length)
        self.units, self.labels = np.concatenate(units), np.concatenate(labels).astype(np.int64)
        self.start = np.concatenate([[0], np.cumsum(self.length)])
        self.r = matrix(np.concatenate(inputs), np.concatenate(counts), pair_rows)


def initial(token_rows, pair_rows, random):
    normal = lambda *shape: (random.normal(size=shape) * 0.1).astype(np.float32)
    return {"token": normal(token_rows, ROLE_WIDTH), "cue": normal(token_rows, ROLE_WIDTH),
            "pair": normal(pair_rows, ROLE_WIDTH), "out": 3 * normal(ROLE_WIDTH, LABELS), "bias": np.zeros(LABELS, np.float32),
            "follows": np.zeros((LABELS, LABELS), np.float32), "begins": np.zeros(LABELS, np.float32)}


def padded(values, lengths, fill=0.0):
    """Rows of several sequences as [sequence, position, …]."""
    longest = lengths.max()
    out = np.full((len(lengths), longest) + values.shape[1:], fill, values.dtype)
    mask = np.arange(longest)[None] < lengths[:, None]
    out[mask] = values
    return out, mask


def chain(e, mask, labels, p):
    """Loss of a chain and the gradients of its scores: forward and backward sums over all labellings."""
    n, t, k = e.shape
    lse = lambda a, axis: np.log(np.exp(a - a.max(axis, keepdims=True)).sum(axis)) + a.max(axis)
    f = p["follows"]
    alpha, beta = np.zeros((n, t, k)), np.zeros((n, t, k))
    alpha[:, 0] = e[:, 0] + p["begins"]
    for i in range(1, t):
        step = lse(alpha[:, i - 1, :, None] + f[None], 1) + e[:, i]
        alpha[:, i] = np.where(mask[:, i, None], step, alpha[:, i - 1])
    z = lse(alpha[:, -1], 1)
    for i in range(t - 2, -1, -1):
        step = lse(f[None] + (e[:, i + 1] + beta[:, i + 1])[:, None, :], 2)
        beta[:, i] = np.where(mask[:, i + 1, None], step, 0)
    node = np.exp(alpha + beta - z[:, None, None]) * mask[..., None]
    gold = np.eye(k)[labels] * mask[..., None]
    pairs, gold_pairs = np.zeros((k, k)), np.zeros((k, k))
    for i in range(1, t):
        both = alpha[:, i - 1, :, None] + f[None] + (e[:, i] + beta[:, i])[:, None, :] - z[:, None, None]
        pairs += (np.exp(np.minimum(both, 0)) * mask[:, i, None, None]).sum(0)
        np.add.at(gold_pairs, (labels[mask[:, i], i - 1], labels[mask[:, i], i]), 1)
    score = (e * gold).sum() + (f * gold_pairs).sum() + p["begins"][labels[:, 0]].sum()
    begins = np.bincount(labels[:, 0], minlength=k)
    return (z.sum() - score, (node - gold).astype(np.float32)[mask], pairs - gold_pairs, node[:, 0].sum(0) - begins)


def train_roles(data, token_rows, pair_rows, rounds, seed=1, rate=0.004, decay=0.5, dropout=0.4, batch=192):
    random = np.random.default_rng(seed)
    p = initial(token_rows, pair_rows, random)
    # cues of like length together, so that little is padding
    order = np.argsort(data.length + random.random(len(data.length)) * 6)
    batches = [order[i:i + batch] for i in range(0, len(order), batch)]
    adam, done, steps, average = Adam(p, rate, decay), 0, rounds * len(batches), Average(p)
    for _ in range(rounds):
        total = 0
        for b in random.permutation(len(batches)):
            cues = batches[b]
            rows = np.concatenate([np.arange(data.start[c], data.start[c + 1]) for c in cues])
            lengths = data.length[cues]
            tokens, back = np.unique(data.units[rows], return_inverse=True)
            xt, xc, xr = thin(data.x[tokens], dropout, random), thin(data.x[data.cue[cues]], dropout, random), thin(data.r[rows], dropout, random)
            owner = np.repeat(np.arange(len(cues)), lengths)
            h = (xt @ p["token"])[back] + (xc @ p["cue"])[owner] + xr @ p["pair"]
            r = np.maximum(h, 0)
            e, mask = padded(r @ p["out"] + p["bias"], lengths)
            labels, _ = padded(data.labels[rows], lengths, 0)
            loss, de, df, db = chain(e.astype(np.float64), mask, labels, p)
            total += loss
            de /= len(cues)
            dh = (de @ p["out"].T) * (h > 0)
            pick_tokens = sp.csr_matrix((np.ones(len(rows), np.float32), (back, np.arange(len(rows)))), shape=(len(tokens), len(rows)))
            pick_cues = sp.csr_matrix((np.ones(len(rows), np.float32), (owner, np.arange(len(rows)))), shape=(len(cues), len(rows)))
            adam.step({"token": xt.T @ (pick_tokens @ dh), "cue": xc.T @ (pick_cues @ dh), "pair": xr.T @ dh, "out": r.T @ de,
                       "bias": de.sum(0), "follows": (df / len(cues)).astype(np.float32), "begins": (db / len(cues)).astype(np.float32)},
                      average.rate(done / steps))
            done += 1
            average.add(done / steps)
        print("  roles: loss %.4f a cue" % (total / len(order)), flush=True)
    return average.result()


def decode(p, data):
    """The best labels of every cue."""
    h = (data.x @ p["token"])[data.units] + (data.x[data.cue] @ p["cue"])[np.repeat(np.arange(len(data.cue)), data.length)] + data.r @ p["pair"]
    e = np.maximum(h, 0) @ p["out"] + p["bias"]
    result = []
    for c in range(len(data.cue)):
        result.append(viterbi(e[data.start[c]:data.start[c + 1]], p))
    return result


def viterbi(e, p):
    score, back = e[0] + p["begins"], []
    for row in e[1:]:
        step = score[:, None] + p["follows"]
        back.append(step.argmax(0))
        score = step.max(0) + row
    labels = [int(score.argmax())]
    for b in reversed(back):
        labels.append(int(b[labels[-1]]))
    return labels[::-1]
