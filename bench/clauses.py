"""Articles and clauses of plain texts counted a second time, by rules that share nothing with the parser.

python -m bench clauses FOLDER

The counter reads the file line by line: an article is a line "Điều N." whose number is the next one, a clause a line
"k." whose number is the next one in its article, both outside quotation marks. It knows no levels, no titles, no
wrapped lines; where the two disagree, one of them is wrong, and a line of JSON says where.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.errors import FileError
from corpus.model import Document, ProvisionKind
from corpus.settings import load
from ingest.document import read_document

_ARTICLE = re.compile(r"^[\s*#>_]*(?:Điều|ĐIỀU)\s+(\d+)([a-zđ]?)\s*[.:](?!\d)")
_CLAUSE = re.compile(r"^[\s*>_]*(\d{1,3})([a-zđ]?)\s?\.(?!\d)\s*\S")
_STOP = re.compile(r"^[\s*#>_]*(?:PHỤ LỤC(?: [IVX\d]+)?\s*$|Nơi nhận|TM\. |\((?:Ban hành )?[Kk]èm theo )")
_OPENS = re.compile(r"^[\s*>_]*[“\"]")  # new text stands in quotation marks, from a line's beginning …
_CLOSES = re.compile(r"[”\"][\s.;,*_”\"]*$")  # … to a line's end


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line of JSON for each article that the two count differently, and the totals."""
    parser = argparse.ArgumentParser(prog="python -m bench clauses")
    parser.add_argument("folder", type=Path, nargs="?")
    options = parser.parse_args(arguments)
    if options.folder is None:
        print("bench clauses: needs a folder of regulations as plain text")
        return
    settings = load()
    texts = alike = articles = same = 0
    for path in sorted(options.folder.rglob("*.txt")):
        counted = count(path.read_text(encoding="utf-8"))
        try:
            parsed = counts_of(read_document([path], settings))
        except FileError as error:
            print(json.dumps({"file": path.name, "error": str(error)}, ensure_ascii=False))
            continue
        if not counted:
            continue
        wrong = differences(counted, parsed)
        texts, articles = texts + 1, articles + len(counted)
        alike, same = alike + (list(counted) == list(parsed)), same + len(counted) - len(wrong)
        for article, (here, there) in wrong.items():
            row = {"file": path.name, "article": article, "counted": here, "parsed": there}
            print(json.dumps(row, ensure_ascii=False), flush=True)
    total = {"texts": texts, "same articles": alike, "articles": articles, "same clauses": same}
    print(json.dumps({**total, "share": round(same / max(articles, 1), 4)}))


def count(text: str) -> dict[str, int]:
    """Article → number of clauses of the main text of a regulation, by the plain rules above."""
    found: dict[str, int] = {}
    quoted, inner = False, 0
    last = row = 0  # number of the last article, of the last clause in it
    for line in text.replace("\f", "\n").split("\n"):
        if found and not quoted and _STOP.match(line):
            break
        article = _ARTICLE.match(line)
        if article and int(article[1]) == last + 1 and (not quoted or inner + 1 != int(article[1])):
            found[article[1] + article[2]], last, row, quoted = 0, last + 1, 0, False
        elif article and article[2] and int(article[1]) == last and not quoted:
            found[article[1] + article[2]], row = 0, 0
        elif found and not quoted and not _OPENS.match(line):
            clause = _CLAUSE.match(line)
            if clause and ((clause[2] and int(clause[1]) == row) or int(clause[1]) == row + 1):
                found[next(reversed(found))] += 1
                row = int(clause[1])
        quoted, inner = _quotation(line, quoted, inner)
    return found


def _quotation(line: str, quoted: bool, inner: int) -> tuple[bool, int]:
    """Whether a quotation is open after the line, and the last article in it."""
    if not quoted and not _OPENS.match(line):
        return False, 0
    article = _ARTICLE.match(_OPENS.sub("", line))
    return not _CLOSES.search(line), int(article[1]) if article else inner


def counts_of(document: Document) -> dict[str, int]:
    """Article → number of clauses of the main text, as parsed."""
    found = {p.id: p.number for p in document.provisions if p.kind is ProvisionKind.ARTICLE and "__" not in p.id}
    counts = dict.fromkeys(found.values(), 0)
    for provision in document.provisions:
        if provision.kind is ProvisionKind.CLAUSE and provision.parent in found:
            counts[found[provision.parent]] += 1
    return counts


def differences(counted: Mapping[str, int], parsed: Mapping[str, int]) -> dict[str, tuple[int | None, int | None]]:
    """Articles with the two counts, where they are not the same; None where one does not have the article."""
    both = dict.fromkeys([*counted, *parsed])
    return {a: (counted.get(a), parsed.get(a)) for a in both if counted.get(a) != parsed.get(a)}


if __name__ == "__main__":
    main()
