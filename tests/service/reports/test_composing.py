"""What a question answered becomes words and values: the reader's language, the district's time, fit for any file."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from msgspec import Struct

from service.reports.composing import cells, compose
from service.reports.frame import Frame
from service.reports.layout import Cell, Column, Kind, Layout, Total
from service.reports.percent import share
from service.reports.report import Figure, Report, Signatory
from service.words import Language

ZONE: Final = ZoneInfo("Asia/Yekaterinburg")
AT: Final = datetime(2020, 10, 31, 20, 0, tzinfo=UTC)
FRAME: Final = Frame(district="Район", office="Управление", orders=["Приказ"], lines=[], signatory=Signatory())


class Answer(Struct, frozen=True, kw_only=True):
    rows: list[Cell]
    position: int = 7
    known_at: datetime = AT
    log_starts_at: datetime | None = AT


def layout(kind: Kind, totals: Sequence[Total] = ()) -> Layout[Answer, Cell]:
    return Layout[Answer, Cell](
        name="sample",
        title="Overdue",
        columns=[Column(title="State", kind=kind, of=lambda row: row)],
        rows=lambda answer: answer.rows,
        totals=lambda _: totals,
        notes=lambda _answer, language: [language],
    )


def composed(answer: Answer, language: Language = "ru") -> Report:
    totals = [Total(title="Overdue", value=3), Total(title="Coverage", value=Decimal("14.96"))]
    return compose(layout("text", totals), answer, FRAME, ZONE, language)


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("word", "reported", "на проверке"),
        ("text", "reported", "reported"),
        ("text", "звонок\x07 \ud800 \ufffe", "звонок  "),
        ("flag", True, "да"),
        ("flag", False, None),
        ("moment", AT, datetime(2020, 11, 1, 1, 0, tzinfo=ZONE)),
        ("date", date(2020, 10, 31), date(2020, 10, 31)),
        ("number", 0, 0),
        ("percent", Decimal("14.96"), Decimal("14.96")),
        ("text", None, None),
    ],
)
def test_a_cell_is_said_as_its_column_has_it(kind: Kind, given: Cell, expected: Cell) -> None:
    assert [[expected]] == cells(layout(kind), [given], ZONE, "ru")


def test_the_moment_is_that_of_the_district() -> None:
    assert datetime(2020, 11, 1, 1, 0, tzinfo=ZONE) == composed(Answer(rows=[])).known_at


def test_figures_are_named_and_percentages_written_in_the_language() -> None:
    expected = [Figure(title="Просрочено", value=3), Figure(title="Охват", value="14,96 %")]

    assert expected == composed(Answer(rows=[])).totals
    assert ["ru"] == composed(Answer(rows=[])).notes


def test_before_the_log_starts_no_figure_is_given() -> None:
    report = composed(Answer(rows=[], position=0))

    assert [] == report.totals
    assert ["Журнал начат 01.11.2020 01:00, более ранних сведений нет."] == report.notes


@pytest.mark.parametrize(
    ("engaged", "enrolled", "shown"),
    [(15, 100, "15.00"), (14_999, 100_000, "14.99"), (2, 3, "66.66"), (0, 5, "0.00"), (0, 0, None), (None, None, None)],
)
def test_a_coverage_is_cut_and_never_rounded_up(engaged: int | None, enrolled: int | None, shown: str | None) -> None:
    assert (None if shown is None else Decimal(shown)) == share(engaged, enrolled)
