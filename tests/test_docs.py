"""What a user can call or set is documented, and each dependency has its reason."""

from __future__ import annotations

import argparse
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from assistant.__main__ import _parser as assistant_parser
from bench.__main__ import BENCHES
from corpus import errors
from corpus.settings import Settings
from ingest.__main__ import _parser as ingest_parser
from ui.accounts.__main__ import _parser as accounts_parser

ROOT = Path(__file__).resolve().parent.parent
USAGE = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
DECISIONS = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
HIDDEN = {"-h", "--help"}


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return next(dict(a.choices) for a in parser._actions if isinstance(a, argparse._SubParsersAction))


COMMANDS = [
    (module, name, parser)
    for module, whole in (
        ("ingest", ingest_parser()),
        ("assistant", assistant_parser()),
        ("ui.accounts", accounts_parser()),
    )
    for name, parser in _commands(whole).items()
]
TARGETS = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIREMENTS = [*PROJECT["dependencies"], *(r for extra in PROJECT["optional-dependencies"].values() for r in extra)]
PACKAGES = sorted({re.split(r"[<>=\[ ]", requirement)[0] for requirement in REQUIREMENTS})
ERRORS = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, errors.ThamQuyenError)]


@pytest.mark.parametrize(("module", "name"), [(module, name) for module, name, _ in COMMANDS])
def test_each_command_is_documented(module: str, name: str) -> None:
    assert f"`python -m {module} {name}" in USAGE


@pytest.mark.parametrize(("module", "name", "parser"), COMMANDS)
def test_each_option_is_documented_in_the_section_of_its_command(
    module: str, name: str, parser: argparse.ArgumentParser
) -> None:
    options = {max(action.option_strings, key=len) for action in parser._actions if action.option_strings}
    assert options - HIDDEN - _options(_section(module)) == set()


@pytest.mark.parametrize("module", sorted({module for module, _, _ in COMMANDS}))
def test_each_documented_option_exists(module: str) -> None:
    known = set().union(*(parser._option_string_actions for own, _, parser in COMMANDS if own == module))
    assert _options(_section(module)) - known == set()


@pytest.mark.parametrize(("module", "name", "parser"), COMMANDS)
def test_each_option_beside_a_command_exists_on_it(module: str, name: str, parser: argparse.ArgumentParser) -> None:
    shown = re.findall(rf"`python -m {module} {name}\b[^`]*`", USAGE)
    assert _options(" ".join(shown)) - set(parser._option_string_actions) == set()


def _section(module: str) -> str:
    """The section of the usage page that has the module's command in its heading."""
    return next(part for part in re.split(r"^## ", USAGE, flags=re.MULTILINE) if f"`python -m {module}`\n" in part)


def _options(text: str) -> set[str]:
    """Options in code, with their values or beside other code."""
    code = " ".join(re.findall(r"```.*?```|`[^`]+`", text, re.DOTALL))
    return set(re.findall(r"(?<![^\s`\[])--?[a-z][a-z-]*", re.sub(r"\bpython -m\b", "", code)))


@pytest.mark.parametrize("target", TARGETS)
def test_each_make_target_is_documented(target: str) -> None:
    assert f"`make {target}" in USAGE


def test_the_two_commands_are_in_the_readme() -> None:
    assert {"run", "test"} <= set(TARGETS)
    assert "make run " in README
    assert "make test " in README


@pytest.mark.parametrize("field", [f.name for f in fields(Settings)])
def test_each_setting_is_documented_with_its_variable(field: str) -> None:
    assert f"| `{field}` | `THAM_QUYEN_{field.upper()}` |" in USAGE


@pytest.mark.parametrize("field", [f for f in fields(Settings) if isinstance(f.default, int) or f.default], ids=str)
def test_defaults_are_as_documented(field: object) -> None:
    name, default = field.name, field.default  # type: ignore[attr-defined]
    if isinstance(default, Path):
        return  # a path of the machine
    said = str(default).lower() if isinstance(default, bool) else str(default)
    row = next(line for line in USAGE.splitlines() if line.startswith(f"| `{name}` |"))
    assert row.split("|")[3].strip().strip("`") == said


@pytest.mark.parametrize("package", PACKAGES)
def test_each_dependency_has_its_reason(package: str) -> None:
    rows = [line.split("|")[1] for line in DECISIONS.splitlines() if line.startswith("| ")]
    assert package in {name.strip() for row in rows for name in row.split(",")}


@pytest.mark.parametrize("error", [e for e in ERRORS if e.__base__ in {Exception, errors.ThamQuyenError}])
def test_each_exit_code_is_documented(error: type[errors.ThamQuyenError]) -> None:
    assert f"| {error.exit_code} | `{error.__name__}` |" in USAGE


@pytest.mark.parametrize("name", BENCHES)
def test_each_measurement_is_documented(name: str) -> None:
    assert f"| `{name}` |" in (ROOT / "bench" / "README.md").read_text(encoding="utf-8")


PAGES = [
    *(ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "bench" / "README.md"),
    *(ROOT / "docs").glob("*.md"),
    *(ROOT / "tests").glob("*/README.md"),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if not link.startswith("http")]
    assert [link for link in local if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_to_a_section_lead_to_one(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]*)#([^)]+)\)", page.read_text(encoding="utf-8"))
    local = [(target, section) for target, section in links if not target.startswith("http")]
    assert [link for link in local if link[1] not in _anchors(page.parent / link[0] if link[0] else page)] == []


def _anchors(page: Path) -> set[str]:
    """Anchors as GitHub makes them of headings, and those written as HTML."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings} | set(
        re.findall(r'<a id="([^"]+)">', text)
    )
