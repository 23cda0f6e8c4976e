"""Small documents for examples: lines of text, a row for each line with tabs."""

from collections.abc import Mapping
from datetime import date
from textwrap import dedent

from domain.order.content import Options
from domain.order.document import Document, Line, Row
from domain.order.preview import Fate, Preview
from domain.order.reading import preview

HEADER = "№\tМероприятие\tСроки\tОтветственные\n"
OPTIONS = Options(act_number="647", act_date=date(2020, 10, 8))


def document(text: str) -> Document:
    numbered = enumerate(dedent(text).split("\n"), start=1)
    parts = [
        Row(number=number, cells=tuple(line.split("\t")), verbatim=line)
        if "\t" in line
        else Line(number=number, text=line.strip(), verbatim=line)
        for number, line in numbered
        if line.strip()
    ]
    return Document(parts=parts)


def read(text: str, options: Options = OPTIONS) -> Preview:
    return preview(document(text), "0" * 64, options)


def titles(found: Preview) -> Mapping[str, str]:
    return {item.key: item.title for item in found.items}


def fates(found: Preview) -> list[Fate]:
    return [row.mark.fate for row in found.rows]


def warnings(found: Preview) -> list[str]:
    return [str(warning) for warning in found.warnings]
