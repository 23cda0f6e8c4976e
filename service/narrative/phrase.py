"""A phrase: a msgid and what fills its braces, said in a language only at the end."""

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from service.words import Language, say


class Phrase(Struct, frozen=True):
    """Arguments may be phrases themselves; a name stays as it is in every language."""

    msgid: str
    arguments: Mapping[str, object]

    def said(self, language: Language) -> str:
        return say(self.msgid, language, **{name: said(part, language) for name, part in self.arguments.items()})


Told: TypeAlias = list[Phrase]
"""What happened, and after it the facts that matter."""


def phrase(msgid: str, **arguments: object) -> Phrase:
    return Phrase(msgid, arguments)


def said(part: object, language: Language) -> object:
    return part.said(language) if isinstance(part, Phrase) else part
