"""Our own markup read back: its tags and its words, and that nothing in it acts."""

from __future__ import annotations

from html.parser import HTMLParser

from markupsafe import Markup

ALLOWED = {"section", "h2", "article", "header", "span", "div", "a", "p", "strong", "button", "details", "summary",
           "em", "dl", "dt", "dd", "ul", "li", "nav", "ol", "br", "mark", "h1"}  # fmt: skip


class MarkupReader(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(str(markup))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def text(self) -> str:
        return " ".join(self.words.split())


def assert_inert(markup: Markup) -> None:
    """Nothing in it runs, loads or leads out of the program."""
    for tag, attributes in MarkupReader(markup).tags:
        assert tag in ALLOWED, tag
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "style"}]
        assert not str(attributes.get("href", "")).lower().startswith(("javascript", "data", "http"))
