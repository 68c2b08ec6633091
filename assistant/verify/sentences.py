"""A clause's sentences as they can be stated alone: without numbering, none too long for a claim."""

from __future__ import annotations

import re

from assistant.question.understand import content_terms
from corpus.passages import without_number

LONGEST = 420  # characters of a sentence that is shown as a claim
_END = re.compile(r"(?<=[^\d\W])[.](?=\s+[A-ZĐÀ-Ỹ“])|\n")
_DASH = re.compile(r"^\s*-\s*")


def sentences(text: str) -> list[str]:
    """Sentences and list items of more than three words; one over `LONGEST` is cut at a semicolon if it has one."""
    return [shortened(sentence) for sentence in whole_sentences(text)]


def whole_sentences(text: str) -> list[str]:
    """Sentences and list items of more than three words, however long."""
    pieces = (re.sub(r"\s+", " ", without_number(_DASH.sub("", piece))).strip(" .;:") for piece in _END.split(text))
    return [piece for piece in pieces if len(piece.split()) > 3]


def shortened(sentence: str) -> str:
    """A sentence cut at the last semicolon within `LONGEST` characters, if it is longer and has one."""
    if len(sentence) > LONGEST and ";" in sentence[:LONGEST]:
        return sentence[: sentence[:LONGEST].rindex(";")]
    return sentence


def with_items(claim: str, text: str, wanted: str) -> str:
    """A sentence that ends where a list begins, with the items: all where they are short, else the nearest one."""
    flat = re.sub(r"\s+", " ", text)
    bare = claim.rstrip(" .;:")
    at = flat.find(bare)
    rest = flat[at + len(bare) :].lstrip() if at >= 0 else ""
    if not rest.startswith(":"):
        return claim
    items = [
        item.strip(" .;")
        for item in re.split(r"(?:^|(?<=[;.:]) )[a-zđ]{1,2}\d?\) ", rest[1:].strip())
        if item.strip(" .;")
    ]
    if not items:
        return claim
    whole = f"{bare}: {'; '.join(items)}"
    if len(whole) <= LONGEST:
        return whole
    asked = content_terms(wanted)
    return f"{bare}: {max(items, key=lambda item: len(asked & content_terms(item)))}"


def with_opening(sentence: str, text: str, lead: str) -> str:
    """An item of a list behind the words that open the list, without which it says nothing of its own.

    Args:
        text: the clause that the sentence was taken from.
        lead: the lead-in above the clause; "" if it has none.
    """
    flat = re.sub(r"\s+", " ", text)
    bare = re.sub(r"^[a-zđ]{1,2}\d?\) ", "", sentence.strip(" .;:"), flags=re.IGNORECASE)
    at = flat.lower().find(bare.lower())
    opening = ""
    if at >= 0 and re.search(r"(?:^|\s)[a-zđ]{1,2}\d?\) $", flat[:at]) and ":" in flat[:at]:
        opening = _last_sentence(without_number(flat[: flat.index(":")]))
    if at >= 0 and not opening and lead.rstrip().endswith(":"):
        opening = _last_sentence(without_number(lead.rstrip(": \n")))
    return f"{opening}: {bare[:1].lower()}{bare[1:]}" if opening and not opening.startswith(bare) else bare


def _last_sentence(text: str) -> str:
    return re.sub(r"\s+", " ", _END.split(text)[-1]).strip(" .;:")
