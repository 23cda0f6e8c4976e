"""What the process of a reader answers: the document, or why there is none, as one line of JSON."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct, json

from domain.order.document import Document, Line, Row
from domain.order.preview import Remark
from domain.refusals import Refused
from service.importing.refusals import OF_READERS


class Said(Struct, frozen=True, kw_only=True):
    """A remark by its words, or a refusal by its code, and what fills its braces."""

    what: str
    arguments: Mapping[str, str | int]


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``fault`` is the place in the code where the reader failed, for the log; it says nothing of the file."""

    parts: Sequence[Line | Row] = ()
    remarks: Sequence[Said] = ()
    refusal: Said | None = None
    fault: str | None = None

    def document(self) -> Document:
        """Return the document; raise the `Refused` that the reader gave instead."""
        if self.refusal:
            raise OF_READERS[self.refusal.what](**self.refusal.arguments)
        remarks = [Remark(said.what, said.arguments) for said in self.remarks]
        return Document(parts=self.parts, remarks=remarks)


def read(document: Document) -> Answer:
    return Answer(parts=document.parts, remarks=[_said(each.message, each.arguments) for each in document.remarks])


def refused(refusal: Refused) -> Answer:
    return Answer(refusal=_said(refusal.code, refusal.arguments))


def _said(what: str, arguments: Mapping[str, object]) -> Said:
    return Said(
        what=what,
        arguments={name: given if isinstance(given, int) else str(given) for name, given in arguments.items()},
    )


encode: Final = json.Encoder().encode
decode: Final = json.Decoder(Answer).decode
