"""Words with a kind, and patterns over kinds: how the grammar of deadlines is written down."""

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

from msgspec import Struct

V = TypeVar("V")


class Token(Struct, frozen=True):
    """A word of the text; ``value`` is what its kind makes of it."""

    kind: str
    text: str = ""
    value: object = None


Tokens: TypeAlias = Sequence[Token]
Pattern: TypeAlias = re.Pattern[str]
Rule: TypeAlias = tuple[Pattern, Callable[[Tokens], Sequence[Token] | None]]


def pattern(text: str) -> Pattern:
    """Compile an expression over kinds: ``from? DAY (dash|po) DAY``."""
    return re.compile(r"(?<!\w)" + re.sub(r"[A-Za-z]\w*", r"(?:\g<0>\\ )", text), re.VERBOSE)


def kinds(tokens: Tokens) -> str:
    return "".join(f"{token.kind} " for token in tokens)


def values(tokens: Tokens, of: type[V]) -> list[V]:
    return [token.value for token in tokens if isinstance(token.value, of)]


def first_of(tokens: Tokens, of: type[V]) -> V | None:
    return next(iter(values(tokens, of)), None)


def rewrite(tokens: Tokens, rules: Sequence[Rule]) -> Tokens:
    """Put what each rule builds in place of what its pattern matches; a rule that builds None leaves it."""
    text = kinds(tokens)
    for expression, build in rules:
        out: list[Token] = []
        done = 0
        for match in expression.finditer(text):
            start, stop = text.count(" ", 0, match.start()), text.count(" ", 0, match.end())
            built = build(tokens[start:stop])
            if built is not None:
                out += [*tokens[done:start], *built]
                done = stop
        if done:
            tokens = [*out, *tokens[done:]]
            text = kinds(tokens)
    return tokens
