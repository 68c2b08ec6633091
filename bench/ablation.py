"""What each part of retrieval is worth: the same questions with one part off at a time.

python -m bench ablation [--home DIR] [FILE.jsonl …]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest.mock import patch

from assistant.authority import competence, holders, selection
from assistant.evaluation import judge
from assistant.question import acts
from assistant.question.understand import Question, understand
from assistant.retrieval import candidates, matter, rerank, retrieve, succession
from assistant.retrieval.confidence import confidence
from corpus.embedding import Embedder
from corpus.model import Chunk
from corpus.reader import IndexReader, open_current
from corpus.settings import PROJECT, load

GATE = PROJECT / "tests" / "gate" / "questions.jsonl"
TODAY = date(2026, 11, 24)  # the day the questions were written for

WEIGHTS = selection.weights()
Change = tuple[object, str, object]  # module or class, name, value in its place


def _nothing(*_: object, **__: object) -> list[object]:
    return []


def _nobody(_question: str) -> frozenset[str]:
    return frozenset()


def _by_score_alone() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Weights of the choice that leave the hits in their order."""
    by_feature, sure = WEIGHTS
    return (by_feature[0], *(0.0 for _ in by_feature[1:])), sure


def _without(part: str, *names: str) -> tuple[Change, ...]:
    """No weight for these features of the ranking."""
    owner = matter if part == "matter" else rerank
    return ((owner, "WEIGHTS", {name: weight for name, weight in owner.WEIGHTS.items() if name not in names}),)


# The weights before they were learned.
BY_HAND = {
    "set_back": 1.0, "headed": 0.05, "names_holder": 0.09, "transfer": 0.1, "district_only": -0.45, "same_act": 0.06,
    "other_act": -0.06,
}  # fmt: skip

OFF: dict[str, tuple[Change, ...]] = {
    "everything on": (),
    "lexical search": ((retrieve, "LEXICAL_WEIGHT", 0.0),),
    "dense search": ((retrieve, "LEXICAL_WEIGHT", 1.0),),
    "powers followed along references": ((rerank, "CARRIERS", 0),),
    "stand-ins of ended clauses": ((succession.Succession, "stand_ins", _nothing),),
    "learned weights (the hand-set ones)": ((matter, "WEIGHTS", {"fused": 1.0}), (rerank, "WEIGHTS", BY_HAND)),
    "where the question's words stand": _without("matter", "above", "somewhere", "opening", "focus", "distinct"),
    "second weight of the cosine": _without("matter", "dense", "article_covers"),
    "kind of clause": _without("matter", "no_figure", "is_point", "appendix", "newer", "same_body", "act_in_words"),
    "clause names a holder": _without("structure", "names_holder", "state_level"),
    "district powers demoted": _without("structure", "district_only"),
    "transfer decrees": _without("structure", "transfer"),
    "act asked for": _without("structure", "same_act", "other_act", "act_in_words"),
    "scope articles, forms, local texts demoted": (
        (rerank, "SCOPE", 0.0), (rerank, "FORM", 0.0), (rerank, "LOCAL", 0.0),
    ),
    "at most three chunks of an article": ((retrieve, "PER_ARTICLE", 99),),
    "article coverage": ((retrieve, "COVERAGE", 0.0),),
    "articles headed competence": (*_without("structure", "headed"), (candidates, "WIDER", candidates.RERANKED)),
    "rules for special zones demoted": ((rerank, "NARROWER", 0.0),),
    "holder by the act": ((holders, "acts_asked", _nobody), (competence, "acts_of_who", _nobody)),
    "what the question is about": ((holders, "matter_of", _nobody), (holders, "tier_of", lambda question: "")),
    "holder that the question offers": ((selection, "offered_holders", _nobody),),
    "choice among near clauses": ((selection, "weights", _by_score_alone),),
    "named only where it is certain": ((competence, "SURE", 0.0),),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    id: str
    question: Question
    day: date
    gold: Sequence[dict[str, str]]
    labels: judge.Asked


def main(arguments: Sequence[str] | None = None) -> None:
    """Print hit@1, hit@5 and authority right / among others / wrong / none for each file, then the same as JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench ablation")
    parser.add_argument("--home")
    parser.add_argument("files", nargs="*", type=Path, default=[GATE])
    options = parser.parse_args(arguments)
    settings = load(home=options.home)
    reader = _remembering(open_current(settings, Embedder(settings)))
    for file in options.files or [GATE]:
        asked = read(reader, file)
        rows = []
        for name, changes in OFF.items():
            with ExitStack() as stack:
                for owner, attribute, value in changes:
                    stack.enter_context(patch.object(owner, attribute, value))
                acts.acts_given.cache_clear()
                row = {"without": name, **measure(reader, asked)}
            rows.append(row)
            print(f"{row['without']:<50} {row['hit@1']:.3f} {row['hit@5']:.3f} {row['authority']}", flush=True)
        print(json.dumps({"file": file.name, "questions": len(asked), "rows": rows}, ensure_ascii=False))


def read(reader: IndexReader, file: Path) -> list[Asked]:
    """The answerable questions of a file in the shape of the gate's."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("in_corpus") is False or not row.get("gold"):
            continue
        question = understand(row["question"], reader.accents, reader.numbers)
        day = date.fromisoformat(row["as_of"]) if row.get("as_of") else question.as_of or TODAY
        found.append(Asked(row["id"], question, day, row["gold"], judge.read_asked(row)))
    return found


def measure(reader: IndexReader, asked: Sequence[Asked]) -> dict[str, object]:
    """Share of questions with a gold clause first and among the first five, and the authorities of the best clause."""
    first = five = 0
    verdicts = {"right": 0, "among": 0, "wrong": 0, "none": 0}
    for one in asked:
        found = retrieve.retrieve(reader, one.question, one.day, 8)
        hits = found.hits
        ranks = [h.rank for h in hits if any(is_gold(h.chunk, gold) for gold in one.gold)]
        first += ranks[:1] == [1]
        five += bool(ranks) and ranks[0] <= 5
        if one.labels.spellings:
            chance = confidence(one.question, found, reader.lexical.rarity, reader.lexical.rows)
            stated = competence.competences(one.question, hits, one.day, chance)
            names = dict.fromkeys(name for found in stated for name in found.authorities)
            verdict = judge.judge_authority(one.labels, "; ".join(names) or None).verdict
            verdicts[_COUNTED_AS.get(verdict, str(verdict))] += 1
    return {
        "hit@1": round(first / len(asked), 4),
        "hit@5": round(five / len(asked), 4),
        "authority": " / ".join(str(n) for n in verdicts.values()),
    }


# Some of several right ones; a right one that is no authority's name, so that a person must read.
_COUNTED_AS = {"partial": "among", "unclear": "none"}


def is_gold(chunk: Chunk, gold: dict[str, str]) -> bool:
    """True if a chunk is of a gold provision, inside it, or the clause that holds a gold point whole."""
    if chunk.document != gold["document"]:
        return False
    parts = [("art", gold.get("article")), ("cl", gold.get("clause")), ("pt", gold.get("point"))]
    path = gold.get("provision") or "__".join(f"{kind}_{number}" for kind, number in parts if number)
    inside = chunk.provision == path or chunk.provision.startswith(path + "__")
    return inside or bool(chunk.clause and path.startswith(chunk.provision + "__"))


def _remembering(reader: IndexReader) -> IndexReader:
    """The reader with the vector of each question computed once."""
    embed: Callable[[str], object] = reader.dense.embed_query
    known: dict[str, object] = {}

    def embed_once(text: str) -> object:
        if text not in known:
            known[text] = embed(text)
        return known[text]

    reader.dense.embed_query = embed_once  # type: ignore[method-assign,assignment]
    return reader
