"""Train the names of en_dhkit_minilm: a small network over the frozen states of MiniLM.

    python training/minilm_names.py CORPUS STATE [--epochs 8] [--target FOLDER]

Reads the same texts with names as en_dhkit's own: the treebanks, and the copies under other names. The states come from
`dhkit.minilm`, the encoder that users have, so that what is learnt is what will be read; they are kept on disk. Seeded;
the network is kept after each epoch, and a run that was stopped goes on there. Words of which a treebank does not say
what they are teach nothing. With --target the folder that ships is written: weights in half precision, with a checksum.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np
import spacy
import torch
from spacy.tokens import DocBin
from torch import Tensor, nn

from dhkit.minilm import load_minilm
from dhkit.minilm_names import FILE, LAYERS, TABLES, TAGS, best_path, hashes, read_states, spans_of, stretches
from dhkit.pipelines import checksum

TRAIN = ("names-train/treebanks", "names-train/renamed")
DEV = "names-dev"
WIDTH = 384 * len(LAYERS)
UNKNOWN = -100
VERSION = "0.1.0"


def read_part(corpus: Path, state: Path, name: str) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Read one part in stretches: states, rows of the tables, tags; from disk where it was read before."""
    kept = state / f"{name.replace('/', '-')}.npy"
    words, tags = [], []
    for doc in DocBin().from_disk(corpus / f"{name}.spacy").get_docs(spacy.blank("en").vocab):
        tokens = [t for t in doc if not t.is_space]
        for start, end in stretches([t.text for t in tokens]):
            words.append([t.text for t in tokens[start:end]])
            tags.append(np.array(list(_tags(tokens[start:end]))))
    total = sum(map(len, words))
    done = kept.with_suffix(".done")
    if not done.is_file():
        encoder = load_minilm()
        out = np.lib.format.open_memmap(kept, mode="w+", dtype=np.float16, shape=(total, WIDTH))
        at = 0
        for k in range(0, len(words), 2000):
            for states in read_states(encoder, words[k : k + 2000]):
                out[at : at + len(states)] = states
                at += len(states)
            print(name, at, "of", total, "words read", flush=True)
        out.flush()
        done.touch()
    states, at, found = np.load(kept, mmap_mode="r"), 0, []
    for text, told in zip(words, tags, strict=True):
        rows = np.array([hashes(w) for w in text], dtype=np.int64)
        found.append((states[at : at + len(text)], rows, told))
        at += len(text)
    return found


def _tags(tokens: Sequence[spacy.tokens.Token]) -> Iterator[int]:
    inside = ""
    for t in tokens:
        tag = "O" if t.ent_iob_ == "O" else f"{t.ent_iob_}-{t.ent_type_}"
        if tag.startswith("I-") and inside != t.ent_type_:  # a name that a stretch cuts in two
            tag = f"B-{t.ent_type_}"
        inside = t.ent_type_ if t.ent_iob_ in ("B", "I") else ""
        yield UNKNOWN if not t.ent_iob_ else TAGS.index(tag)


class Names(nn.Module):
    """The network; `dhkit.minilm_names.NameNetwork` reads its arrays by the names they have here."""

    def __init__(self, project: int = 192, hidden: int = 128) -> None:
        super().__init__()
        self.tables = nn.ModuleList([nn.Embedding(rows, width) for rows, width in TABLES])
        self.project = nn.Linear(WIDTH, project)
        self.drop = nn.Dropout(0.33)
        width = project + sum(width for _, width in TABLES)
        self.lstm = nn.LSTM(width, hidden, num_layers=2, dropout=0.33, batch_first=True, bidirectional=True)
        self.tags = nn.Linear(2 * hidden, len(TAGS))

    def forward(self, states: Tensor, rows: Tensor, lengths: Tensor) -> Tensor:
        """Score the tags of each word of a batch."""
        parts = [table(rows[..., k]) for k, table in enumerate(self.tables)]
        x = self.drop(torch.cat([torch.relu(self.project(states)), *parts], -1))
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        read, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        scores: Tensor = self.tags(self.drop(read))
        return scores


Stretch = tuple[np.ndarray, np.ndarray, np.ndarray]


def batches(found: Sequence[Stretch], words: int, random: Random) -> list[list[Stretch]]:
    """Group stretches of like length, about so many words a batch, in random order."""
    groups: list[list[Stretch]] = [[]]
    for stretch in sorted(found, key=lambda s: len(s[2]) + 4 * random.random()):
        if groups[-1] and (len(groups[-1]) + 1) * len(stretch[2]) > words:
            groups.append([])
        groups[-1].append(stretch)
    random.shuffle(groups)
    return groups


def joined(batch: Sequence[Stretch]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Join stretches to one batch: states, rows, lengths, tags."""
    lengths = torch.tensor([len(tags) for _, _, tags in batch])
    longest = int(lengths.max())
    states = torch.zeros(len(batch), longest, WIDTH)
    rows = torch.zeros(len(batch), longest, len(TABLES), dtype=torch.long)
    tags = torch.full((len(batch), longest), UNKNOWN)
    for i, (state, row, told) in enumerate(batch):
        states[i, : len(told)] = torch.from_numpy(np.array(state)).float()
        rows[i, : len(told)] = torch.from_numpy(row)
        tags[i, : len(told)] = torch.from_numpy(told)
    return states, rows, lengths, tags


@torch.inference_mode()
def measure(net: Names, found: Sequence[Stretch]) -> float:
    """Measure F of names; those that touch an unknown word do not count."""
    net.eval()
    hits = told = gold = 0
    for batch in batches(found, 3000, Random(1)):
        states, rows, lengths, _ = joined(batch)
        scores = net(states, rows, lengths).numpy()
        for (_, _, tags), score in zip(batch, scores, strict=True):
            known = tags != UNKNOWN
            mine = {s for s in spans_of(best_path(score[: len(tags)])) if known[s[0] : s[1]].all()}
            true = set(spans_of(np.where(known, tags, 0).tolist()))
            hits, told, gold = hits + len(mine & true), told + len(mine), gold + len(true)
    return 2 * hits / max(1, told + gold)


def write_names(net: Names, target: Path) -> None:
    """Write the folder that ships: arrays in half precision, meta.json, checksum.json; the model card stays."""
    target.mkdir(parents=True, exist_ok=True)
    arrays = {name: array.numpy().astype(np.float16) for name, array in net.state_dict().items()}
    np.savez_compressed(target / FILE, **arrays)
    meta = {
        "lang": "en",
        "name": "dhkit_minilm",
        "version": VERSION,
        "description": "Names by MiniLM, with the trees of en_dhkit. The model card is README.md.",
        "license": "CC BY-SA 4.0",
    }
    (target / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
    told = {"version": VERSION, "sha256": checksum(target)}
    (target / "checksum.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(f"{target}: {sum(a.size for a in arrays.values())} weights, sha256 {told['sha256']}")


def main() -> None:
    """Train, keep each epoch, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder that convert.py has written")
    parser.add_argument("state", type=Path, help="folder for states and network")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--target", type=Path, help="folder to write when the last epoch is done")
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.use_deterministic_algorithms(True)
    options.state.mkdir(parents=True, exist_ok=True)
    dev = read_part(options.corpus, options.state, DEV)
    own, renamed = (read_part(options.corpus, options.state, part) for part in TRAIN)
    net = Names()
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.01, betas=(0.9, 0.95))
    start, steps, state = 0, 0, options.state / "names.pt"
    if state.is_file():
        saved = torch.load(state, weights_only=True)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        start, steps = saved["epoch"], saved["steps"]
    for epoch in range(start, options.epochs):
        random = Random(epoch)
        # Of the copies under other names a half each time: they teach what stands around a name, not the names.
        groups = batches([*own, *random.sample(renamed, len(renamed) // 2)], 1500, random)
        total = options.epochs * len(groups)
        net.train()
        losses = 0.0
        for batch in groups:
            steps += 1
            for group in optimizer.param_groups:
                group["lr"] = 2e-3 * max(0.005, min(steps / 200, 1 - steps / total))
            states, rows, lengths, tags = joined(batch)
            if (tags != UNKNOWN).any():
                scores = net(states, rows, lengths)
                loss = nn.functional.cross_entropy(scores.flatten(0, 1), tags.flatten(), ignore_index=UNKNOWN)
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(net.parameters(), 1.0)
                optimizer.step()
                losses += float(loss.detach())
        torch.save(
            {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1, "steps": steps}, state
        )
        print(f"epoch {epoch + 1}: loss {losses / len(groups):.4f}; {DEV}: F {measure(net, dev):.4f}", flush=True)
    if options.target:
        net.eval()
        write_names(net, options.target)


if __name__ == "__main__":
    main()
