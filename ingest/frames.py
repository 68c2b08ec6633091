"""What the lead-ins above a provision say about it, and the words by which they say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from corpus.citation_words import Names
from corpus.model import EffectKind, Metadata, Provision, Target

Kind = EffectKind
CHANGES = re.compile(
    r"sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+(?:thế|(?:các\s+)?(?:cụm\s+)?từ)|hết\s+hiệu\s+lực|hủy\s+bỏ|không\s+sử\s+dụng|"
    r"\bbỏ\s",
    re.IGNORECASE,
)
BEGINS_CHANGE = re.compile(
    r"[\s*_#]*(?:Điều\s+\d+\w*\.|\d+\w*\.|[a-zđ]\d?\)|Chương\s+[IVXLC]+\.?)?[\s*_]*"
    r"(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+(?:thế|(?:các\s+)?(?:cụm\s+)?từ))",
    re.IGNORECASE,
)
AMENDED_BY = re.compile(r"\(?,?\s*(?:đã\s+)?được\s+(?:sửa\s+đổi|bổ\s+sung)", re.IGNORECASE)
IMPLIED = (
    (Kind.REPEALS, r"(?:bãi\s+bỏ|hủy\s+bỏ|hết\s+hiệu\s+lực|không\s+sử\s+dụng|bỏ\s+(?:các\s+)?(?:cụm\s+)?từ)"),
    (Kind.REPLACES, r"thay\s+thế|thay\s+(?:các\s+)?(?:cụm\s+)?từ"),
    (Kind.INSERTS, r"bổ\s+sung\s+(?:các\s+|một\s+số\s+)?(?:cụm\s+)?từ"),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the lead-ins above a provision say about it."""

    kind: EffectKind | None = None
    outer: Target = field(default_factory=Target)
    own: bool = False
    when: date | None = None
    note: str = ""
    effective: bool = False  # inside an article about effect
    amending: bool = False  # a title, heading or lead-in above begins with a change


@dataclass(frozen=True, slots=True)
class Context:
    """The document that is read: its text and what it says of itself."""

    text: str
    metadata: Metadata
    names: Names
    by_id: Mapping[str, Provision]
