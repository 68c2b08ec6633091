"""How one answer looks in each of its states: searching, waiting, writing, answered, evidence only, abstained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from assistant.answer import Seconds
from assistant.events import AnsweredPart
from corpus.model import Hit
from ui import texts, wording
from ui.passages import Reading, address, claims_markup, joined
from ui.turn import TurnView

OPEN_NOTICES = 3
_CITED = re.compile(r"\[\d*\]?\s*")  # the clause number the model writes before a sentence


def day_of(view: TurnView, today: date) -> date:
    """The day an answer is about: what the assistant used, before that what was asked for."""
    if view.answer is not None:
        return view.answer.as_of
    return view.evidence.as_of if view.evidence is not None else view.as_of or today


def hits_of(view: TurnView) -> tuple[Hit, ...]:
    if view.answer is not None and view.answer.evidence:
        return view.answer.evidence
    return view.evidence.hits if view.evidence is not None else ()


def question_markup(view: TurnView, today: date) -> Markup:
    """The question, what it was understood as, and the day."""
    understood = view.evidence.question_understood if view.evidence else ""
    differs = understood and understood.casefold().strip(" ?.") != view.question.casefold().strip(" ?.")
    day = day_of(view, today)
    mark = texts.AS_OF_TODAY_MARK if day == today else texts.AS_OF_OTHER_MARK
    tone = "soft small" if day == today else "notice"
    return Markup('<div id="asked"><p class="question">{}</p>{}<p class="{}">{}</p></div>').format(
        view.question,
        Markup('<p class="understood soft small">{}: <em>{}</em></p>').format(texts.UNDERSTOOD, understood)
        if differs
        else Markup(""),
        tone,
        mark.format(day=wording.day(day)),
    )


def answer_markup(view: TurnView, reading: Reading, *, loading: bool = False) -> Markup:
    """The reserved place of the answer, whatever is in it now; `loading`: what answers is still being opened."""
    status = view.answer.status if view.answer else ""
    tone = "none" if status in {"abstained", "evidence"} or view.failure or view.cancelled else ""
    notices = view.answer.notices if view.answer else view.evidence.notices if view.evidence else ()
    return Markup('<section class="answer {}" aria-label="{}" aria-busy="{}">{}{}{}{}{}</section>').format(
        tone,
        texts.ANSWER,
        "false" if view.finished else "true",
        _authority(view),
        claims_markup(view.answer.claims if view.answer else view.claims, hits_of(view), reading),
        _state(view, loading),
        notices_markup(notices),
        _bar(view),
    )


def notices_markup(notices: Sequence[str]) -> Markup:
    """What the reader must know besides; the first few at once, the rest one click away."""
    if not notices:
        return Markup("")
    items = [Markup("<li>{}</li>").format(notice) for notice in notices]
    rest = Markup("")
    if len(items) > OPEN_NOTICES:
        more = texts.MORE_NOTICES.format(count=len(items) - OPEN_NOTICES)
        folded = joined(items[OPEN_NOTICES:])
        rest = Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(more, folded)
    return Markup('<div class="notice"><ul>{}</ul>{}</div>').format(joined(items[:OPEN_NOTICES]), rest)


def _authority(view: TurnView) -> Markup:
    if view.claims and not view.finished:  # its place, so that nothing moves when it is known
        return Markup('<p class="authority"><span>{}</span><strong class="soft">{}</strong></p>').format(
            texts.AUTHORITY, texts.AUTHORITY_SOON
        )
    if view.answer is None or not view.answer.authority:
        return Markup("")
    if view.answer.parts:
        return _by_part(view.answer.parts)
    return Markup('<p class="authority"><span>{}</span><strong>{}</strong></p>').format(
        texts.AUTHORITY, view.answer.authority
    )


def _by_part(parts: Sequence[AnsweredPart]) -> Markup:
    """Each part of the question with who holds it."""
    rows = [
        Markup("<dt>{}</dt><dd>{}</dd>").format(
            part.label,
            Markup("<strong>{}</strong>").format("; ".join(part.authorities))
            if part.authorities
            else texts.PART_UNSURE,
        )
        for part in parts
    ]
    return Markup('<div class="authority"><span>{}</span><dl>{}</dl></div>').format(texts.AUTHORITY, joined(rows))


def _state(view: TurnView, loading: bool) -> Markup:
    if view.failure is not None:
        remedy = texts.WHAT_TO_DO.format(remedy=view.failure.remedy) if view.failure.remedy else ""
        return _said(texts.FAILURE_TITLE, f"{view.failure.what} {remedy}")
    if view.cancelled:
        return _said("", texts.CANCELLED)
    if view.answer is not None:
        if view.answer.status == "abstained":
            return _said(texts.ABSTAINED_TITLE, texts.ABSTAINED)
        if view.answer.status == "evidence":
            if not view.answer.made_from.model:
                return _said("", texts.NO_MODEL_READ if view.answer.claims else texts.NO_MODEL_ASKED)
            return _said(texts.EVIDENCE_ONLY_TITLE, texts.EVIDENCE_ONLY)
        return Markup("")
    words = _CITED.sub("", view.draft).strip()
    draft = Markup('<p class="draft" title="{}">{}</p>').format(texts.DRAFT, words) if words else ""
    return Markup('{}<p class="working" role="status">{}</p>').format(draft, _working(view, loading))


def _working(view: TurnView, loading: bool) -> str:
    if view.evidence is None:
        return texts.LOADING_ASKED if loading else texts.SEARCHING
    if view.ahead is not None:
        return texts.WAITING.format(ahead=view.ahead) if view.ahead > 0 else texts.WAITING_NEXT
    return texts.WRITING


def _said(title: str, words: str) -> Markup:
    head = Markup('<p class="head">{}</p>').format(title) if title else Markup("")
    return Markup("{}<p>{}</p>").format(head, words)


def _bar(view: TurnView) -> Markup:
    if view.answer is None or not view.answer.claims:
        return Markup("")
    return Markup('<div class="bar"><button data-copy>{}</button></div>').format(texts.COPY)


def withheld_markup(withheld: tuple[tuple[str, str], ...]) -> Markup:
    """Sentences that did not pass verification, each with its reason."""
    if not withheld:
        return Markup("")
    items = joined(
        Markup("<li>{} <span class='soft'>({}: {})</span></li>").format(text, texts.REASON.lower(), reason)
        for text, reason in withheld
    )
    return Markup(
        '<details><summary>{}</summary><p class="soft small">{}</p><ul class="small">{}</ul></details>'
    ).format(texts.WITHHELD_ONE.format(count=len(withheld)), texts.WITHHELD_NOTE, items)


def made_from_markup(view: TurnView, reading: Reading) -> Markup:
    """What the answer was made from: index generation, model file, prompt, day, documents."""
    answer = view.answer
    if answer is None:
        return Markup("")
    made, seconds = answer.made_from, answer.seconds
    documents = dict.fromkeys(c.document for claim in answer.claims for c in claim.citations)
    links = Markup(", ").join(
        Markup('<a href="{}" target="_blank">{}</a>').format(address(n, "", answer.as_of), reading.name(n))
        for n in documents
    )
    read = sum(claim.by == "structure" for claim in answer.claims)
    facts = [
        (texts.MADE_GENERATION, str(made.generation)),
        (texts.MADE_MODEL, made.model or texts.NO_MODEL),
        (texts.MADE_HASH, made.model_sha256 or "–"),
        *([(texts.MADE_NOTICE, made.notice)] if made.notice else []),
        (texts.MADE_PROMPT, made.prompt or "–"),
        (texts.MADE_CLAIMS, texts.CLAIMS.format(read=read, written=len(answer.claims) - read)),
        (texts.MADE_AS_OF, wording.day(answer.as_of)),
        (texts.MADE_SECONDS, seconds_words(seconds)),
        (texts.MADE_DOCUMENTS, links or "–"),
    ]
    rows = joined(Markup("<dt>{}</dt><dd>{}</dd>").format(name, value) for name, value in facts)
    return Markup('<details><summary>{}</summary><dl class="facts">{}</dl></details>').format(texts.MADE_FROM, rows)


def seconds_words(seconds: Seconds) -> str:
    """Evidence, first word and total, in seconds with one decimal."""

    def said(value: float | None) -> str:
        return "–" if value is None else f"{value:.1f}".replace(".", ",")

    return texts.SECONDS.format(
        evidence=said(seconds.evidence), first=said(seconds.first_token), total=said(seconds.total)
    )
