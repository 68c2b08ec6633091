"""Web pages in one file (MHTML), as Word and portals save them, often under the name .doc."""

from __future__ import annotations

import email
from email.message import Message

from corpus.errors import UnreadableFile
from corpus.model import SourceText
from ingest.formats import html


def read(data: bytes, name: str) -> SourceText:
    """Reads the first page of the archive; pictures and frames are left.

    Raises:
        UnreadableFile: no page in it, or one that cannot be parsed.
    """
    page = next(
        (part for part in email.message_from_bytes(data).walk() if part.get_content_type() == "text/html"), None
    )
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes):
        raise UnreadableFile(
            "tệp MHTML không có trang nào", where=name, remedy="Hãy mở bằng Word và lưu lại thành .docx."
        )
    return html.read(_in_utf8(content, page), name)


def _in_utf8(content: bytes, page: Message) -> bytes:
    """The page as UTF-8 where the archive tells its encoding and not the page."""
    try:
        return content.decode(page.get_content_charset() or "utf-8").encode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return content
