"""Roadmaps of many layouts, each in every format it makes sense in: no row is wrong, and the formats agree."""

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.order.preview import Preview
from service.importing.preview import preview, preview_file
from tests.service.importing import building
from tests.service.importing.layout_columns import LAYOUTS as COLUMNS
from tests.service.importing.layout_pages import LAYOUTS as PAGES
from tests.service.importing.layout_rows import LAYOUTS as ROWS
from tests.service.importing.layouts import ACT, Format, Item, Layout

LAYOUTS = [*COLUMNS, *ROWS, *PAGES]


def items(found: Preview) -> list[Item]:
    return [
        Item(item.key, item.title, item.deadline_text, item.deadline.written_on, item.responsible)
        for item in found.items
    ]


async def in_every_format(layout: Layout) -> dict[Format, Preview]:
    files = [building.BUILDERS[format_](layout) for format_ in layout.formats]
    read = await asyncio.gather(*(preview_file(file, ACT) for file in files))
    return dict(zip(layout.formats, read, strict=True))


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
async def test_every_row_is_read_as_it_stands_and_the_formats_agree(layout: Layout) -> None:
    found = await in_every_format(layout)
    open_ = {name: sum(row.mark.fate == "needs_decision" for row in one.rows) for name, one in found.items()}
    first = found[layout.formats[0]]

    assert {name: [*layout.items] for name in found} == {name: items(one) for name, one in found.items()}
    assert dict.fromkeys(layout.formats, len(layout.opens)) == open_
    assert dict.fromkeys(layout.formats, first.items) == {name: one.items for name, one in found.items()}


NUMBER = ["№", "№ п/п", "N п/п", "NN", "№№", "п/п", "Номер", "№ пункта"]
TITLE = ["Мероприятие", "Наименование мероприятия", "Содержание деятельности", "Перечень мероприятий", "Мероприятия"]
DEADLINE = ["Срок", "Сроки исполнения", "Период реализации", "Дата проведения", "Срок реализации мероприятия"]
RESPONSIBLE = ["Ответственный", "Исполнитель", "Ответственные лица", "Исполнители", "Ответственные за исполнение"]
OTHER = ["Результат", "Вид документа", "Примечание", "Источник финансирования", "Отметка об исполнении"]
CELLS = {"number": "1", "title": "Провести собрания", "deadline": "до 15.10.2024", "responsible": "ОО", "other": "акт"}
HEADERS = st.tuples(*map(st.sampled_from, (NUMBER, TITLE, DEADLINE, RESPONSIBLE, OTHER)))
SPELLINGS = st.sampled_from([str, str.upper, str.lower, lambda word: f" {word} ".replace(" ", "\xa0")])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HEADERS, st.permutations([*CELLS]), SPELLINGS)
def test_columns_are_known_in_any_order_and_spelling(
    header: tuple[str, ...], order: list[str], spell: Callable[[str], str]
) -> None:
    words = dict(zip(CELLS, header, strict=True))
    table = [[spell(words[name]) for name in order], [CELLS[name] for name in order]]
    layout = Layout(name="drawn", table=table, items=[])
    assert [("1", "Провести собрания", "до 15.10.2024", "schools")] == [
        (item.key, item.title, item.deadline_text, item.responsible)
        for item in preview(building.delimited(layout), "", ACT).items
    ]
