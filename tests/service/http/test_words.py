"""Every text that a person reads has its Russian words, and the language follows the caller."""

import ast
import json
import string
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from domain.deadline_grammar.reading import REASONS
from domain.rights import Right
from service.words import RUSSIAN, Language, negotiate, say

ROOT = Path(__file__).parents[3]
CALLS = {"_", "say", "remark", "Remark"}


def _literal(node: ast.expr | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _named(target: ast.expr, value: ast.expr | None) -> Iterator[str]:
    """Find `message = "…"` and `code, message = "…", "…"`."""
    if isinstance(target, ast.Name) and target.id == "message":
        yield from _literal(value)
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for name, text in zip(target.elts, value.elts, strict=True):
            yield from _named(name, text)


def _texts(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in CALLS:
            yield from _literal(first)
        case ast.Call(func=ast.Name(id="Reading"), keywords=keywords):
            for keyword in keywords:
                if keyword.arg == "reason":
                    yield from _literal(keyword.value)
        case ast.ClassDef(body=body):
            for statement in body:
                if isinstance(statement, ast.Assign):
                    yield from _named(statement.targets[0], statement.value)
                elif isinstance(statement, ast.AnnAssign):
                    yield from _named(statement.target, statement.value)
        case _:
            return


@cache
def _msgids() -> set[str]:
    files = [file for folder in ("domain", "projections", "service") for file in (ROOT / folder).rglob("*.py")]
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    return {text for node in nodes for text in _texts(node)} | set(REASONS) | set(Right)


def _catalogue() -> dict[str, str]:
    with RUSSIAN.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale="ru", abort_invalid=True) if m.id}


def _braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _as_entries(texts: list[str]) -> str:
    """Write the entries of ru.po that a message is about, ready to be copied."""
    return "\n\n" + "\n\n".join(f'msgid {json.dumps(text, ensure_ascii=False)}\nmsgstr ""' for text in texts)


def test_every_text_has_its_russian_words() -> None:
    catalogue = _catalogue()
    missing = sorted(text for text in _msgids() if not catalogue.get(text))

    assert [] == missing, _as_entries(missing)


def test_no_russian_words_are_left_over() -> None:
    unused = sorted(_catalogue().keys() - _msgids())

    assert [] == unused, _as_entries(unused)


def test_a_translation_fills_the_same_braces() -> None:
    assert [] == [text for text, russian in _catalogue().items() if _braces(text) != _braces(russian)]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "ru"),
        ("", "ru"),
        ("*", "ru"),
        ("de", "ru"),
        ("ru", "ru"),
        ("en", "en"),
        ("EN-gb", "en"),
        ("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", "ru"),
        ("en-US,en;q=0.9,ru;q=0.8", "en"),
        ("de, en;q=0.5", "en"),
        ("en;q=0.3, *;q=0.5", "ru"),
        ("ru;q=0, *", "en"),
        ("en;q=0", "ru"),
        ("en; q = 0.9", "en"),
        ("en;q=x,;;,=,q", "ru"),
        ("en;q=nan", "ru"),
    ],
)
def test_the_caller_chooses_the_language(header: str | None, language: Language) -> None:
    assert language == negotiate(header)


def test_a_date_is_shown_as_the_language_writes_it() -> None:
    text = "The work cannot be completed on {completed_on}: the report is of {submitted_on}."
    days = {"completed_on": date(2020, 11, 2), "submitted_on": date(2020, 11, 1)}

    assert "02.11.2020" in say(text, "ru", **days)
    assert "2020-11-02" in say(text, "en", **days)


def test_a_state_is_shown_by_its_word() -> None:
    text = "There is no report under review: the assignment is “{state}”."

    assert "на проверке" in say(text, "ru", state="reported")


def test_a_text_without_translation_is_said_in_english() -> None:
    assert "Nothing like 1." == say("Nothing like {number}.", "ru", number=1)
