"""This assistant beside a plain LangChain RAG on the same texts, encoder, language model and questions, in one run.

    python -m bench rag [--home DIR] [--questions FILE.jsonl …] [--count N] [--report OUT.md]

The plain one: RecursiveCharacterTextSplitter (1,000 characters, 200 overlap), Chroma, the five nearest chunks in the
prompt, the model's free text as the answer. Questions alternate between the two sides, so that other work on the
machine hits both. Both are judged by `assistant.judge` and by the statements of `assistant.recheck`: of the plain
answer the authority is who holds the power in its first sentence that names somebody, and a sentence counts as
unsupported when a number or an authority in it is in none of the chunks that the model had before it.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import chromadb
from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_core.documents import Document as Passage
from langchain_core.embeddings import Embeddings
from langchain_core.messages import BaseMessage
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.answer import Assistant, Finished
from assistant.evaluation.answers import judge, read_questions
from assistant.evaluation.judge import Asked, AuthorityJudgement, judge_authority
from assistant.evaluation.recheck import IndexedTexts, statement_faults
from assistant.generation.chat_model import Message
from assistant.generation.generator import Generator
from assistant.generation.llama_model import LlamaModel
from assistant.interface import answer_dict
from assistant.verify import find_authorities
from corpus.authorities.words import segments
from corpus.build import cache_file
from corpus.catalogue import Catalogue
from corpus.embedding import Embedder, embed_cached
from corpus.embedding_cache import EmbeddingCache
from corpus.generations import Generations
from corpus.model import Document
from corpus.payloads import dump
from corpus.settings import PROJECT, Settings, load

QUESTIONS = PROJECT / "tests" / "gate" / "questions.jsonl"
FIRST = 5  # chunks in the plain prompt, and hits looked at on both sides
ANSWER_TOKENS = 200
_ROLES = {"user": "user", "human": "user", "system": "system"}
_PROMPT = ChatPromptTemplate.from_messages(
    [
        (
            "system",
            "Bạn là trợ lý pháp luật Việt Nam. Trả lời câu hỏi dựa trên ngữ cảnh được cung cấp, nêu rõ cơ quan hoặc "
            "người có thẩm quyền và điều khoản làm căn cứ. Nếu ngữ cảnh không có thông tin thì nói không biết.",
        ),
        ("user", "Ngữ cảnh:\n{context}\n\nCâu hỏi: {question}\n\nTrả lời:"),
    ]
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One side's result on one question. `ended`: chunks among the first five that were not in force on the day."""

    hit: bool
    authority: AuthorityJudgement
    statements: int
    unsupported: int
    abstained: bool
    ended: int
    first_token: float | None
    total: float
    text: str


class _Encoder(Embeddings):
    """The product's encoder and its cache of vectors, as LangChain wants them."""

    def __init__(self, embedder: Embedder, cache: EmbeddingCache) -> None:
        self._embedder, self._cache = embedder, cache

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors, _ = embed_cached(texts, self._embedder, self._cache, _told)
        return [list(map(float, vector)) for vector in vectors]

    def embed_query(self, text: str) -> list[float]:
        return list(map(float, self._embedder.embed_queries([text])[0]))


class PlainRag:
    """Splitter, Chroma, prompt, model: what a tutorial builds."""

    def __init__(self, documents: Sequence[Document], encoder: _Encoder, model: LlamaModel) -> None:
        self._model = model
        self._documents = {d.metadata.number: d for d in documents}
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        passages = splitter.create_documents(
            [d.text for d in documents], [{"number": d.metadata.number} for d in documents]
        )
        client = chromadb.EphemeralClient(ChromaSettings(anonymized_telemetry=False))
        store = Chroma(client=client, collection_name="plain", embedding_function=encoder)
        for start in range(0, len(passages), 2000):
            store.add_documents(passages[start : start + 2000])
        self.chunks = len(passages)
        self._retriever = store.as_retriever(search_kwargs={"k": FIRST})
        self._first: float | None = None
        self._chain = _PROMPT | RunnableLambda(self._write)

    def ask(self, asked: Asked, catalogue: Catalogue) -> Outcome:
        started = time.monotonic()
        found = self._retriever.invoke(asked.text)
        context = [passage.page_content for passage in found]
        self._first = None
        text = str(self._chain.invoke({"context": "\n\n".join(context), "question": asked.text}))
        total = time.monotonic() - started
        statements = [s for s in _sentences(text) if len(s.split()) > 3]
        faults = [statement_faults(sentence, "\n".join([*context, asked.text])) for sentence in statements]
        day = date.fromisoformat(asked.as_of) if asked.as_of else date.today()
        return Outcome(
            hit=any(self._in_gold(passage, asked) for passage in found),
            authority=judge_authority(asked, _headline(text)),
            statements=len(statements),
            unsupported=sum(bool(fault) for fault in faults),
            abstained=_headline(text) is None and bool(_DOES_NOT_KNOW.search(text)),
            ended=sum(_ended(passage, self._documents, catalogue, day) for passage in found),
            first_token=self._first - started if self._first else None,
            total=total,
            text=text,
        )

    def _write(self, prompt: object) -> str:
        messages = [_message(m) for m in prompt.to_messages()]  # type: ignore[attr-defined]
        pieces = []
        for piece in self._model.stream(messages, "", ANSWER_TOKENS, lambda: False):
            self._first = self._first or time.monotonic()
            pieces.append(piece)
        return "".join(pieces)

    def _in_gold(self, passage: Passage, asked: Asked) -> bool:
        """The chunk and a gold clause share at least half of the shorter one's characters."""
        number, start, end = _span(passage)
        document = self._documents[number]
        for gold in asked.gold:
            if gold.document != number:
                continue
            names = [f"art_{gold.article}__cl_{gold.clause}", f"art_{gold.article}"]
            spans = {p.id.lower(): (p.start, p.end) for p in document.provisions}
            found = next((spans[n] for n in names[0 if gold.clause else 1 :] if n in spans), None)
            if found and min(end, found[1]) - max(start, found[0]) >= 0.5 * min(end - start, found[1] - found[0]):
                return True
        return False


_DOES_NOT_KNOW = re.compile(r"không (?:biết|có thông tin|tìm thấy|đề cập|được đề cập|nêu)", re.IGNORECASE)


def _message(message: BaseMessage) -> Message:
    return {"role": _ROLES[message.type], "content": str(message.content)}


def _span(passage: Passage) -> tuple[str, int, int]:
    start = int(passage.metadata["start_index"])
    return str(passage.metadata["number"]), start, start + len(passage.page_content)


def _ended(passage: Passage, documents: dict[str, Document], catalogue: Catalogue, day: date) -> bool:
    """True if the article in which the chunk begins is not in force on the day."""
    number, start, _ = _span(passage)
    around = [p for p in documents[number].provisions if p.id.startswith("art_") and p.start <= start < p.end]
    validity = catalogue.validity(number, around[0].id) if around else None
    return validity is not None and not validity.in_force(day)


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in segments(text)]


def _headline(text: str) -> str | None:
    """Who holds the power in the first sentence that says so."""
    for sentence in _sentences(text):
        holders = dict.fromkeys(a.canonical for a in find_authorities(sentence) if a.role == "holder")
        if holders:
            return "; ".join(holders)
    return None


def _ours(assistant: Assistant, asked: Asked, texts: IndexedTexts) -> Outcome:
    started = time.monotonic()
    day = date.fromisoformat(asked.as_of) if asked.as_of else None
    answer = next(e.answer for e in assistant.answer(asked.text, day, session="bench") if isinstance(e, Finished))
    total = time.monotonic() - started
    judged = judge(asked, json.loads(dump(answer_dict(answer, asked.text))), texts)
    return Outcome(
        hit=judged.found_at is not None and judged.found_at <= FIRST,
        authority=judged.authority,
        statements=len(judged.faults),
        unsupported=sum(bool(fault) for fault in judged.faults),
        abstained=judged.abstained,
        ended=sum(not hit.in_force for hit in answer.evidence[:FIRST]),
        first_token=answer.seconds.first_token,
        total=total,
        text=" | ".join([f"[{answer.authority or '–'}]", *(claim.text for claim in answer.claims)]),
    )


def figures(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """One side's column of the table."""
    count = len(outcomes)
    asked = [o for o in outcomes if o.authority.verdict != "not asked"]
    statements = sum(o.statements for o in outcomes)
    firsts = [o.first_token for o in outcomes if o.first_token is not None]
    return {
        "gold_in_first_5": round(sum(o.hit for o in outcomes) / count, 3),
        "authority_right": round(sum(o.authority.verdict == "right" for o in asked) / max(1, len(asked)), 3),
        "authority_right_among_others": sum(o.authority.verdict == "among" for o in asked),
        "authority_wrong": round(sum(o.authority.verdict == "wrong" for o in asked) / max(1, len(asked)), 3),
        "authority_partial_none_unclear": sum(o.authority.verdict in {"partial", "none", "unclear"} for o in asked),
        "abstained": sum(o.abstained for o in outcomes),
        "statements": statements,
        "unsupported_share": round(sum(o.unsupported for o in outcomes) / max(1, statements), 3),
        "not_in_force_in_first_5": sum(o.ended > 0 for o in outcomes),
        "first_token_s_median": round(statistics.median(firsts), 1) if firsts else None,
        "total_s_median": round(statistics.median(o.total for o in outcomes), 1),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table and a JSON line; the report has every answer of both sides."""
    parser = argparse.ArgumentParser(prog="python -m bench rag")
    parser.add_argument("--home")
    parser.add_argument("--questions", nargs="+", default=[str(QUESTIONS)])
    parser.add_argument("--count", type=int, default=10, help="questions, evenly over the files; 0 = all")
    parser.add_argument("--report", default="")
    given = parser.parse_args(arguments)
    asked = [question for file in given.questions for question in read_questions(Path(file)) if question.answerable]
    if given.count and given.count < len(asked):
        asked = [asked[i * len(asked) // given.count] for i in range(given.count)]
    settings = load(home=given.home)
    pairs = list(_run(settings, asked))
    table = {"plain_rag": figures([p for p, _ in pairs]), "tham_quyen": figures([o for _, o in pairs])}
    for name in table["plain_rag"]:
        print(f"{name:34} {table['plain_rag'][name]!s:>12} {table['tham_quyen'][name]!s:>12}")
    print(json.dumps({"bench": "rag", "questions": len(asked), **table}))
    if given.report:
        Path(given.report).write_text(_report(asked, pairs), encoding="utf-8")


def _run(settings: Settings, asked: Sequence[Asked]) -> Iterator[tuple[Outcome, Outcome]]:
    """(plain, ours) for each question; the side that goes first alternates."""
    embedder, model = Embedder(settings), LlamaModel(settings)
    generations = Generations(settings.home)
    catalogue = Catalogue(generations.path(generations.current() or 0) / "catalogue.sqlite")
    documents = [d for row in catalogue.documents() if row.active and (d := catalogue.document(row.number))]
    with EmbeddingCache(cache_file(settings.home)) as cache:
        plain = PlainRag(documents, _Encoder(embedder, cache), model)
    print(f"{len(documents)} documents, {plain.chunks} plain chunks, {len(asked)} questions", file=sys.stderr)
    assistant = Assistant(settings, embedder, Generator(settings, model))
    texts = IndexedTexts(catalogue)
    try:
        for number, question in enumerate(asked):
            sides = [lambda q=question: plain.ask(q, catalogue), lambda q=question: _ours(assistant, q, texts)]
            results = [side() for side in (sides if number % 2 else reversed(sides))]
            outcome = tuple(results if number % 2 else reversed(results))
            print(f"{question.id}: {outcome[0].authority.verdict} / {outcome[1].authority.verdict}", file=sys.stderr)
            yield outcome[0], outcome[1]
    finally:
        assistant.close()


def _report(asked: Sequence[Asked], pairs: Sequence[tuple[Outcome, Outcome]]) -> str:
    lines = []
    for question, sides in zip(asked, pairs, strict=True):
        lines += [f"## {question.id}", question.text, "", f"gold: {question.spellings[:1]} {question.gold}", ""]
        for name, outcome in zip(("plain", "ours"), sides, strict=True):
            head = f"{outcome.authority.verdict}, hit {outcome.hit}, unsupported {outcome.unsupported}"
            lines.append(f"- **{name}** ({head}/{outcome.statements}, {outcome.total:.1f} s): {outcome.text.strip()}")
        lines.append("")
    return "\n".join(lines)


def _told(done: int, total: int) -> None:
    if not sys.stderr.isatty() and done < total:
        return
    print(f"\r{done}/{total} plain chunks embedded", end="\n" if done >= total else "", file=sys.stderr)
