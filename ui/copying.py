"""An answer as plain text with its basis, ready to be pasted into a paper."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Citation, Hit, Validity
from ui import texts, wording
from ui.answering import hits_of
from ui.passages import Reading, number_of, unlisted
from ui.turn import TurnView


def copied_text(view: TurnView, reading: Reading) -> str:
    """Question, day, authority, sentences with numbers, then every cited clause with its words."""
    answer = view.answer
    if answer is None:
        return ""
    hits = hits_of(view)
    extra = unlisted(answer.claims, hits)
    lines = [f"{texts.YOU}: {view.question}", f"{texts.AS_OF} {wording.day(answer.as_of)}", ""]
    if answer.authority:
        lines += [f"{texts.AUTHORITY}: {answer.authority}", ""]
    cited: dict[int, Citation] = {}
    for claim in answer.claims:
        numbers = [number_of(citation, hits, extra) for citation in claim.citations]
        cited.update(zip(numbers, claim.citations, strict=True))
        lines.append(f"{claim.text} {''.join(f'[{number}]' for number in numbers)}")
    lines += ["", f"{texts.BASIS}:"]
    lines += [_basis(number, citation, hits, reading) for number, citation in sorted(cited.items())]
    lines += [f"{texts.NOTE}: {notice}" for notice in answer.notices]
    made = answer.made_from
    model = made.model or texts.NO_MODEL
    lines += ["", f"{texts.APP_NAME}, {texts.MADE_GENERATION.lower()} {made.generation}, {model}."]
    return "\n".join(lines)


def _basis(number: int, citation: Citation, hits: Sequence[Hit], reading: Reading) -> str:
    span = _validity(citation, hits)
    facts = [
        wording.standing_badge(citation.standing),
        wording.page(citation, reading.unpaged),
        wording.validity_span(span) if span else "",
    ]
    told = "; ".join(fact for fact in facts if fact)
    where = wording.place_of(citation, reading.name(citation.document))
    return f"[{number}] {where}{f' ({told})' if told else ''}: “{citation.quote.strip()}”"


def _validity(citation: Citation, hits: Sequence[Hit]) -> Validity | None:
    where = (citation.document, citation.provision)
    return next((h.chunk.validity for h in hits if (h.chunk.document, h.chunk.provision) == where), None)
