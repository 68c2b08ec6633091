"""Learn the query adapter (corpus/query_adapter.safetensors) against the vectors of the official texts.

    python -m bench query_encoder --official HOME [--steps 300] [--write]

Contrastive (InfoNCE; van den Oord et al. 2018) over all chunks of the index at once: their vectors do not change, so
each step compares with every clause in force on the question's day. Low-rank changes (LoRA; Hu et al. 2021) to the last
layers; what the layers below give for a question is computed once. Kept near the model by the divergence of its
distribution over the clauses and by the distance of its vectors. Seed fixed; the files of HELD_OUT are only measured.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, cycle

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from torch import Tensor, nn
from torch.nn import functional

from bench.query_pairs import LawPairs, Pair, asked
from corpus.embedding import Embedder
from corpus.model_files import find_model
from corpus.query_adapter import Adapter, save
from corpus.reader import IndexReader, open_current
from corpus.settings import PROJECT, Settings, load

OFFICIAL = PROJECT / "tests" / "official"
FITTED = ("written_1", "written_2", "written_3")
# What the ranking is fitted on must not have taught the adapter: its weight would be too large.
HELD_OUT = ("competence", "people", "written_4", "held_out", "competence_blind", "written_held_out")
SEED = 7
FIRST_LAYER = 8  # of 12; the layers below stay as they are
RANK, SCALE = 16, 2.0
RATE, WARM_UP = 5e-4, 20  # learning rate, falling linearly after so many steps
OWN, LAW, LAW_PAIRS = 32, 8, 8000  # questions and pairs of the law in a step; pairs drawn in all
TEMPERATURE = 0.02
NEAR, STILL = 0.2, 0.5  # weights of the divergence and of the squared distance from the model's own
NOISE = 0.1  # length of the noise added to a vector
SAME = 0.975  # cosine from which another clause says the same (texts stand in several documents) and does not compete
LONGEST = 96  # tokens of a question

Array = NDArray[np.float32]
States = list[NDArray[np.float16]]


class LowRank(nn.Module):
    """A linear layer that stays, with a change of low rank that is learned."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        self.down = nn.Parameter(torch.randn(RANK, layer.in_features) / math.sqrt(layer.in_features))
        self.up = nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, values: Tensor) -> Tensor:
        """The layer's output with the change's."""
        changed = functional.linear(functional.linear(values, self.down), self.up)
        return self.layer(values) + SCALE * changed  # type: ignore[no-any-return]


class Upper(nn.Module):
    """The model from FIRST_LAYER on, to the unit vector of a question."""

    def __init__(self, layers: Sequence[nn.Module]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)
        for parameter in self.parameters():
            parameter.requires_grad = False
        self.changes: dict[str, LowRank] = {}
        for name, module in [(n, m) for n, m in self.layers.named_modules() if isinstance(m, nn.Linear)]:
            parent, _, last = name.rpartition(".")
            change = LowRank(module)
            setattr(self.layers.get_submodule(parent), last, change)
            number, _, rest = name.partition(".")
            self.changes[f"{FIRST_LAYER + int(number)}.{rest}"] = change

    def forward(self, states: States) -> Tensor:
        """Unit vectors, shape (n, hidden), of what the layers below gave, each of shape (tokens, hidden)."""
        values, mask = _padded(states)
        for layer in self.layers:
            values = _layer(layer, values, mask)
        kept = mask.unsqueeze(-1)
        return functional.normalize((values * kept).sum(1) / kept.sum(1), dim=-1)


@dataclass(frozen=True, slots=True)
class Learned:
    """Pairs with the states of their questions and the vectors that the model gives them as it came."""

    pairs: list[Pair]
    states: States
    before: Array


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the mean reciprocal rank of the held-out files before and after; with --write keep the adapter."""
    parser = argparse.ArgumentParser(prog="python -m bench query_encoder")
    parser.add_argument("--official", metavar="HOME")
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    if not options.official:
        print("bench query_encoder: needs an index of the official texts (--official HOME)")
        return
    torch.manual_seed(SEED)
    settings = load(home=options.official)
    reader = open_current(settings, Embedder(settings))
    vectors = _vectors(reader)
    model = SentenceTransformer(
        str(find_model(settings.embedding_model, settings).path), local_files_only=True,
        model_kwargs={"dtype": torch.float32},
    ).eval()  # fmt: skip
    upper = Upper(model[0].auto_model.encoder.layer[FIRST_LAYER:])
    own = _learned(model, upper, list(asked(reader, [OFFICIAL / f"{name}.jsonl" for name in FITTED])))
    law = _learned(model, upper, LawPairs(reader, SEED).draw(LAW_PAIRS))
    held = {n: _learned(model, upper, list(asked(reader, [OFFICIAL / f"{n}.jsonl"]))) for n in HELD_OUT}
    print(json.dumps({"step": 0, **{n: mean_rank(reader, vectors, h.before, h.pairs) for n, h in held.items()}}))
    for step in train(upper, reader, vectors, own, law, options.steps):
        if step % 60 == 0 or step == options.steps:
            ranks = {n: mean_rank(reader, vectors, _embed(upper, h.states), h.pairs) for n, h in held.items()}
            print(json.dumps({"step": step, **ranks}), flush=True)
    if options.write:
        save(_adapter(upper, settings))


def train(upper: Upper, reader: IndexReader, vectors: Array, own: Learned, law: Learned, steps: int) -> Iterator[int]:
    """Yield after each step. `vectors`, shape (rows, hidden), are those of the chunks."""
    parameters = [p for p in upper.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM_UP) * max(0.05, 1 - step / steps)
    )
    passages, competing = torch.from_numpy(vectors), Competing(reader, vectors)
    draws = _shuffled(len(own.pairs)), _shuffled(len(law.pairs))
    for step in range(1, steps + 1):
        chosen = [(own, next(draws[0])) for _ in range(OWN)] + [(law, next(draws[1])) for _ in range(LAW)]
        found = upper([of.states[n] for of, n in chosen])
        found = functional.normalize(found + torch.randn_like(found) * NOISE / math.sqrt(found.shape[1]), dim=-1)
        before = torch.from_numpy(np.array([of.before[n] for of, n in chosen]))
        loss = _loss(found, before, passages, [competing.of(of.pairs[n]) for of, n in chosen])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        schedule.step()
        yield step


def _loss(found: Tensor, before: Tensor, passages: Tensor, rows: list[tuple[Tensor, Tensor]]) -> Tensor:
    """Mean over the questions; of each the rows that are right and those that do not compete."""
    similar, was = found @ passages.T / TEMPERATURE, before @ passages.T / TEMPERATURE
    out, right = torch.zeros_like(similar, dtype=torch.bool), torch.zeros_like(similar, dtype=torch.bool)
    for n, (answers, excluded) in enumerate(rows):
        out[n, excluded] = True
        out[n, answers] = False
        right[n, answers] = True
    everything = torch.logsumexp(similar.masked_fill(out, -1e4), 1)
    contrast = (everything - torch.logsumexp(similar.masked_fill(~right, -1e4), 1)).mean()
    share = torch.softmax(was, 1)
    away = (share * (torch.log_softmax(was, 1) - torch.log_softmax(similar, 1))).sum(1).mean()
    return contrast + NEAR * away + STILL * ((found - before) ** 2).sum(1).mean()


class Competing:
    """Which rows answer a pair, and which do not compete with them."""

    def __init__(self, reader: IndexReader, vectors: Array) -> None:
        self._reader, self._vectors = reader, vectors

    def of(self, pair: Pair) -> tuple[Tensor, Tensor]:
        """Rows that answer; and rows that are out of force, say the same, or stand in the article a pair of the law
        is of."""
        rows = list(pair.rows)
        out = (self._vectors[rows[:4]] @ self._vectors.T).max(axis=0) > SAME
        if pair.day is not None:
            out |= ~self._reader.in_force(pair.day)
        if not pair.own:
            out |= np.isin(self._reader.articles, self._reader.articles[rows])
        return torch.tensor(rows), torch.from_numpy(np.flatnonzero(out))


def mean_rank(reader: IndexReader, vectors: Array, questions: Array, pairs: Sequence[Pair]) -> float:
    """MRR@10 of the first right row among those in force, by the cosine alone."""
    ranks = []
    for question, pair in zip(questions, pairs, strict=True):
        similar = vectors @ question
        if pair.day is not None:
            similar = np.where(reader.in_force(pair.day), similar, -1.0)
        ranks.append(1 + int((similar > similar[list(pair.rows)].max()).sum()))
    return round(float(np.mean([1 / rank if rank <= 10 else 0.0 for rank in ranks])), 4)


def _vectors(reader: IndexReader) -> Array:
    vectors = np.zeros((len(reader.ids), 384), dtype=np.float32)
    for start in range(0, len(reader.ids), 2000):
        for chunk_id, vector in reader.dense.vectors(reader.ids[start : start + 2000]).items():
            vectors[reader.row_of[chunk_id]] = vector
    return vectors


def _learned(model: SentenceTransformer, upper: Upper, pairs: list[Pair]) -> Learned:
    states = lower_states(model, [pair.text for pair in pairs])
    return Learned(pairs, states, _embed(upper, states))


def lower_states(model: SentenceTransformer, texts: Sequence[str]) -> States:
    """What the layers below FIRST_LAYER give for questions, each of shape (tokens, hidden)."""
    prompt, bert = model.prompts["query"] or "", model[0].auto_model
    tokens = model.tokenizer([prompt + text for text in texts], truncation=True, max_length=LONGEST)["input_ids"]
    states: States = []
    with torch.no_grad():
        for ids in tokens:
            values = bert.embeddings(input_ids=torch.tensor([ids]))
            for layer in bert.encoder.layer[:FIRST_LAYER]:
                values = _layer(layer, values, torch.ones(1, len(ids)))
            states.append(values[0].numpy().astype(np.float16))
    return states


def _layer(layer: nn.Module, values: Tensor, mask: Tensor) -> Tensor:
    given = layer(values, attention_mask=(1.0 - mask[:, None, None, :]) * -1e9)
    return given[0] if isinstance(given, tuple) else given  # type: ignore[no-any-return]


def _padded(states: States) -> tuple[Tensor, Tensor]:
    longest = max(len(one) for one in states)
    values, mask = torch.zeros(len(states), longest, states[0].shape[1]), torch.zeros(len(states), longest)
    for n, one in enumerate(states):
        values[n, : len(one)] = torch.from_numpy(one.astype(np.float32))
        mask[n, : len(one)] = 1
    return values, mask


def _embed(upper: Upper, states: States) -> Array:
    """Vectors of questions; before the first step they are the model's own."""
    vectors = np.zeros((len(states), 384), dtype=np.float32)
    order = sorted(range(len(states)), key=lambda n: len(states[n]))
    with torch.no_grad():
        for start in range(0, len(order), 48):
            part = order[start : start + 48]
            vectors[part] = upper([states[n] for n in part]).numpy()
    return vectors


def _shuffled(count: int) -> Iterator[int]:
    """Numbers below `count` without end, each once before any comes again."""
    chance = random.Random(SEED)
    return chain.from_iterable(chance.sample(range(count), count) for _ in cycle([None]))


def _adapter(upper: Upper, settings: Settings) -> Adapter:
    version = find_model(settings.embedding_model, settings).version
    changes = {n: (c.down.detach().numpy(), c.up.detach().numpy()) for n, c in upper.changes.items()}
    return Adapter(version, SCALE, changes)
