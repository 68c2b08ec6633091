"""Measuring answers on questions whose provisions and authority a person has read in the law.

Every question goes through the product as a reader's would. What is counted: whether the headline names the right
authority, whether the claims cite the right clauses, whether each shown claim passes a check that shares nothing with
the one in the product (`recheck`), whether it abstains where it should and only there, and the time.
"""

from __future__ import annotations

import json
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from assistant.answer import Assistant, Finished
from assistant.evaluation.judge import (
    Asked,
    AuthorityJudgement,
    CitationJudgement,
    cited_places,
    gold_rank,
    judge_authority,
    judge_citations,
    read_asked,
)
from assistant.evaluation.recheck import IndexedTexts, Texts, expired, faults
from assistant.generation.prompt import PROMPT_VERSION
from assistant.interface import answer_dict
from corpus.catalogue import CATALOGUE, Catalogue
from corpus.errors import UsageError
from corpus.generations import Generations
from corpus.model_files import find_model
from corpus.payloads import JsonObject, dump
from corpus.progress import Progress, silent
from corpus.settings import Settings

_T = TypeVar("_T")
VERDICTS: Final = ("right", "among", "partial", "wrong", "none", "unclear")


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer with everything that is said about it. `faults` beside each shown claim, in their order."""

    asked: Asked
    answer: JsonObject
    authority: AuthorityJudgement
    citations: CitationJudgement
    faults: tuple[tuple[str, ...], ...]
    expired: int  # cited provisions not in force on the day of the answer
    found_at: int | None  # rank of the first evidence in a gold clause

    @property
    def abstained(self) -> bool:
        return bool(self.answer["status"] == "abstained")


def evaluate_answers(
    files: Sequence[Path],
    settings: Settings,
    *,
    use_model: bool = True,
    kept: Path | None = None,
    progress: Progress = silent,
) -> list[Judged]:
    """Ask and judge every question of the files.

    Args:
        files: one JSON object a line: id, question, as_of?, gold?, authority?, acceptable_authorities?, difficulty?;
            a question without gold has no basis in the corpus.
        settings: of the index and the models.
        use_model: let the language model write.
        kept: file that keeps each answer as soon as it is there; a later run on the same index with the same model,
            prompt and settings goes on from it.
        progress: called before each question.

    Raises:
        UsageError: a file is missing or not of that form.
        BrokenIndex: there is no index.
    """
    asked = [question for file in files for question in read_questions(file)]
    generations = Generations(settings.home)
    made_by = _made_by(settings, use_model)
    answers = _kept(kept, asked, made_by)
    missing = [question for question in asked if question.id not in answers]
    if missing:
        assistant = Assistant.open(settings)
        try:
            for done, question in enumerate(missing):
                progress("Câu hỏi", done, len(missing))
                answers[question.id] = _ask(assistant, question, use_model)
                _keep(kept, question, answers[question.id], made_by)
            progress("Câu hỏi", len(missing), len(missing))
        finally:
            assistant.close()
    catalogue = Catalogue(generations.path(generations.current() or 0) / CATALOGUE)
    texts = IndexedTexts(catalogue)
    return [judge(question, answers[question.id], texts) for question in asked]


def read_questions(file: Path) -> list[Asked]:
    """The labelled questions of a file.

    Raises:
        UsageError: missing, or a line has no id and question.
    """
    if not file.is_file():
        raise UsageError("Không tìm thấy tệp câu hỏi", where=str(file))
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                found.append(read_asked(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(f"Dòng {number} không phải JSON có id và question", where=str(file)) from error
    return found


def judge(asked: Asked, answer: JsonObject, texts: Texts) -> Judged:
    """Everything that can be said of one answer (in the interface's form) without a person."""
    day = date.fromisoformat(str(answer["as_of"]))
    claims = answer.get("claims") or ()
    cited = [c for claim in claims for c in claim.get("citations") or ()]
    return Judged(
        asked=asked,
        answer=answer,
        authority=judge_authority(asked, answer.get("authority")),
        citations=judge_citations(asked, cited_places(answer)),
        faults=tuple(faults(str(c["text"]), c.get("citations") or (), texts, day) for c in claims),
        expired=sum(expired(citation, texts, day) for citation in cited),
        found_at=gold_rank(asked, answer.get("evidence") or ()),
    )


def summary(judged: Sequence[Judged]) -> dict[str, object]:
    """The figures; shares are of all questions they are about, abstained ones included."""
    answerable = [j for j in judged if j.asked.answerable]
    unanswerable = [j for j in judged if not j.asked.answerable]
    claims = [fault for j in judged for fault in j.faults]
    levels = dict.fromkeys(j.asked.difficulty for j in answerable if j.asked.difficulty)
    return {
        "questions": len(judged),
        "status": dict(Counter(str(j.answer["status"]) for j in judged)),
        "authority": authority_figures(judged),
        "citations": citation_figures(answerable),
        "claims": {
            "shown": len(claims),
            "failed": sum(bool(fault) for fault in claims),
            "failed_share": _share(claims, bool),
            "withheld": sum(len(j.answer.get("withheld") or ()) for j in judged),
        },
        "expired_bases": sum(j.expired for j in judged),
        "abstained": {
            "answerable": _share(answerable, lambda j: j.abstained),
            "unanswerable": _share(unanswerable, lambda j: j.abstained),
        },
        "seconds": seconds_figures(judged),
        "by_difficulty": {level: _level(level, answerable) for level in levels},
    }


def authority_figures(judged: Sequence[Judged]) -> dict[str, object]:
    """Of the questions that ask for an authority: shares and counts of each verdict.

    `right` is strict, the right authority alone; `right_or_among` also counts a headline that names others beside it.
    """
    asked = [j.authority.verdict for j in judged if j.authority.verdict != "not asked"]
    verdicts = Counter(asked)
    return {
        "asked": len(asked),
        "right": _share(asked, lambda verdict: verdict == "right"),
        "right_or_among": _share(asked, lambda verdict: verdict in {"right", "among"}),
        "wrong": _share(asked, lambda verdict: verdict == "wrong"),
        "counts": {verdict: verdicts[verdict] for verdict in VERDICTS},
        "among_with_a_listed_wrong_one": sum(j.authority.listed for j in judged if j.authority.verdict == "among"),
    }


def citation_figures(answerable: Sequence[Judged]) -> dict[str, object]:
    """At clause level. Precision over all cited clauses; recall the mean over questions of their gold clauses."""
    cited = sum(j.citations.cited for j in answerable)
    gold = [j.citations.gold_cited / j.citations.gold for j in answerable]
    return {
        "cited": cited,
        "precision": round(sum(j.citations.cited_gold for j in answerable) / cited, 4) if cited else None,
        "recall": round(statistics.fmean(gold), 4) if gold else None,
        "gold_among_citations": _share(answerable, lambda j: j.citations.any_gold),
        "gold_in_first_5": _share(answerable, lambda j: j.found_at is not None and j.found_at <= 5),
        "gold_in_evidence": _share(answerable, lambda j: j.found_at is not None),
    }


def seconds_figures(judged: Sequence[Judged]) -> dict[str, float | None]:
    """Medians over the questions that came so far, and the 90th percentile of the whole."""
    figures: dict[str, float | None] = {}
    for name in ("evidence", "first_token", "total"):
        values = sorted(v for j in judged if (v := (j.answer.get("seconds") or {}).get(name)) is not None)
        figures[f"{name}_median"] = round(statistics.median(values), 3) if values else None
        if name == "total" and values:
            figures["total_p90"] = round(values[min(len(values) - 1, int(0.9 * len(values)))], 3)
    return figures


def _level(level: str, answerable: Sequence[Judged]) -> dict[str, object]:
    some = [j for j in answerable if j.asked.difficulty == level]
    return {
        "questions": len(some),
        "right": _share(some, lambda j: j.authority.verdict == "right"),
        "right_or_among": _share(some, lambda j: j.authority.verdict in {"right", "among"}),
        "wrong": _share(some, lambda j: j.authority.verdict == "wrong"),
        "gold_among_citations": _share(some, lambda j: j.citations.any_gold),
        "gold_in_first_5": _share(some, lambda j: j.found_at is not None and j.found_at <= 5),
        "abstained": _share(some, lambda j: j.abstained),
    }


def _share(items: Sequence[_T], holds: Callable[[_T], object]) -> float | None:
    return round(sum(bool(holds(item)) for item in items) / len(items), 4) if items else None


def _ask(assistant: Assistant, question: Asked, use_model: bool) -> JsonObject:
    day = date.fromisoformat(question.as_of) if question.as_of else None
    for event in assistant.answer(question.text, day, use_model=use_model, session="evaluate"):
        if isinstance(event, Finished):
            plain: JsonObject = json.loads(dump(answer_dict(event.answer, question.text)))
            return plain
    raise UsageError("Câu hỏi không được trả lời", where=question.id)


def _made_by(settings: Settings, use_model: bool) -> JsonObject:
    """What an answer depends on besides its question."""
    index = Generations(settings.home).serving()
    model = settings.llm_server or find_model(settings.language_model, settings).sha256 if use_model else ""
    return {
        "index": [index.generation, index.created],
        "model": model,
        "prompt": PROMPT_VERSION if use_model else "",
        "counts": [settings.evidence_count, settings.prompt_passages, settings.answer_tokens],
    }


def _kept(path: Path | None, asked: Sequence[Asked], made_by: JsonObject) -> dict[str, JsonObject]:
    """Answers of an earlier run to the same questions that were made by the same, by id of the question."""
    if path is None or not path.is_file():
        return {}
    wanted = {question.id: _stamp(question, made_by) for question in asked}
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {entry["id"]: entry for entry in lines if entry.get("kept") and entry["kept"] == wanted.get(entry["id"])}


def _keep(path: Path | None, question: Asked, answer: JsonObject, made_by: JsonObject) -> None:
    if path is not None:
        with path.open("a", encoding="utf-8") as file:
            file.write(dump({"id": question.id, **answer, "kept": _stamp(question, made_by)}) + "\n")


def _stamp(question: Asked, made_by: JsonObject) -> JsonObject:
    return {"question": question.text, "as_of": question.as_of, **made_by}
