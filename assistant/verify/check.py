"""A claim against the provisions it cites: all checks, one verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import regex

from assistant.verify.alterations import check_alterations
from assistant.verify.claim import Claim, read_claim
from assistant.verify.competence import check_competence
from assistant.verify.conditions import check_conditions, find_narrowings
from assistant.verify.contrasts import check_contrasts
from assistant.verify.dates import check_dates
from assistant.verify.form import check_form
from assistant.verify.in_force import check_in_force
from assistant.verify.model import Evidence, Finding, Verdict
from assistant.verify.passage import read_passage
from assistant.verify.polarity import check_modality, check_negation, is_banned
from assistant.verify.quantities import check_quantities
from assistant.verify.quotes import check_quotes
from assistant.verify.references import check_references
from assistant.verify.sentences import sentences
from assistant.verify.support import check_support, key_sentence
from assistant.verify.words import content
from corpus.authorities.names import name_authorities
from corpus.authorities.words import fold, nfc


def verify_claim(claim: str, cited: Sequence[Evidence], question: str = "", as_of: date | None = None) -> Verdict:
    """Whether every part of `claim` rests on the cited provisions.

    Spans in the findings are offsets into the NFC form of `claim`. The verdict is ok if no finding fails.

    Args:
        claim: one Vietnamese sentence; citation marks "[1]" in it are ignored.
        cited: the provisions the claim rests on; without any the claim fails.
        question: what was asked; it may state a condition of the clause, it supports nothing else.
        as_of: the day the answer is for; provisions not in force then fail, unless told as history.
    """
    read = read_claim(claim)
    form = check_form(read, question)
    if form or not cited:
        return Verdict(False, tuple(form) or (Finding("citation", "fail", "Câu không dẫn căn cứ nào."),))
    passages = [read_passage(evidence) for evidence in cited]
    findings = [
        *check_in_force(read, passages, as_of),
        *check_competence(read, passages, as_of),
        *check_dates(read, passages),
        *check_references(read, passages),
        *check_conditions(read, passages, question),
        *check_quotes(read, passages),
        *check_support(read, passages),
    ]
    whole = [evidence for evidence in cited if _is_sentence_of(read, evidence)]
    if not whole:
        findings += [*check_quantities(read, passages), *check_contrasts(read, passages)]
        findings += check_alterations(read, passages)
    if not any(_stands_alone(read, evidence) for evidence in whole):
        findings += [*check_negation(read, passages), *check_modality(read, passages)]
    quote, quoted = key_sentence(read, passages)
    return Verdict(not any(f.severity == "fail" for f in findings), tuple(findings), quote, quoted)


def _is_sentence_of(claim: Claim, evidence: Evidence) -> bool:
    """A whole sentence of the text has its figures in their own places."""
    said = _letters(claim.text)
    return any(_letters(sentence) == said for sentence in sentences(evidence.text))


def _stands_alone(claim: Claim, evidence: Evidence) -> bool:
    """No list opener before it ("không được làm các việc sau:") that could turn a whole sentence round."""
    sentence = next(s for s in sentences(evidence.text) if _letters(s) == _letters(claim.text))
    begins = list(regex.finditer(r"\W+".join(map(regex.escape, sentence.split()[:8])), evidence.text))
    before = evidence.text[: begins[-1].start()] if begins else ":"  # the last: another sentence may begin alike
    return ":" not in before and not evidence.context.rstrip().endswith(":") and not is_banned(evidence.context)


_SIGNS = regex.compile(r"(?P<between>(?<=\d)[\W_]+(?=\d))|[\W_]+")


def _letters(text: str) -> str:
    """Letters and digits; what stands between digits stays: "1,5 ngày" is not "15 ngày"."""
    return str(_SIGNS.sub(lambda m: m["between"].strip() or " " if m["between"] else "", fold(nfc(text))))


_RELATIVE = regex.compile(r"(?<!\p{L})nơi [^,;]+")
_ANYBODY = frozenset(["cơ", "quan", "tổ", "chức", "đơn", "vị", "cá", "nhân", "người"])


def _says_something(claim: str) -> bool:
    """True if words are left beside who it is, where, and under what conditions."""
    bare = read_claim(claim).bare
    for narrowing in reversed(find_narrowings(bare)):
        bare = f"{bare[: narrowing.start]} {bare[narrowing.end :]}"
    return any(word not in _ANYBODY for word in content(_RELATIVE.sub(" ", bare)))


def complete_claim(claim: str, verdict: Verdict) -> str | None:
    """The claim with the conditions and exceptions it dropped, in the text's own words, to be verified again.

    None if something else fails too, nothing was dropped, or nothing is said but the condition: such a claim cannot be
    mended by adding words.
    """
    failed = [f for f in verdict.findings if f.severity == "fail"]
    missing = list(dict.fromkeys(f.missing for f in failed if f.missing))
    if not failed or any(not f.missing for f in failed) or not _says_something(claim):
        return None
    opening = [part for part in missing if part[:1].isupper()]  # it opens its sentence: "Trường hợp …"
    rest = [part for part in missing if part not in opening]
    bare = claim.rstrip(" .;")
    if opening:
        small = bare if bare[1:2].isupper() or name_authorities(nfc(bare[:40])) else f"{bare[:1].lower()}{bare[1:]}"
        bare = f"{', '.join(opening)}, {small}"
    return f"{', '.join([bare, *rest])}."
