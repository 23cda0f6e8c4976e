"""The difference between a roadmap and an act: added, amended, deadline moved, revoked, unchanged."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import pytest
from msgspec.structs import replace

from domain.directory import DIRECTORY
from domain.roadmap.amending.difference import Difference, difference
from domain.roadmap.amending.instructions import Instructions, Wording, read_instructions
from domain.roadmap.amending.standing import Standing, Words
from domain.roadmap.planned import Planned
from domain.target import Target
from tests.domain.roadmaps import DAY, NEW, adopting, known, planned
from tests.factories import ALL_SCHOOLS, DEPUTY, EACH_SCHOOL, ORGANISATIONS
from tests.scenario import Happened, stored

MARCH: Final = date(2021, 3, 31)
ACT_DATE: Final = date(2021, 2, 1)
MEMBERS: Final = DIRECTORY.fold(line for _, line in stored(ORGANISATIONS))
ROWS: Final = tuple(planned(key) for key in ("4", "5", "6"))


def standing(*items: Planned, joins: dict[str, str] | None = None) -> Standing:
    """Return what stands once the items were adopted."""
    facts = NEW.when(adopting(*(items or ROWS), joins=joins), DEPUTY, DAY).facts()
    words = {
        item.key: Words(title=item.title, deadline=item.deadline_text, responsible=item.responsible_text)
        for item in items or ROWS
    }
    return Standing(items=known(*(Happened(fact=fact) for fact in facts)).items, words=words)


def moved(item: Planned, day: date = MARCH) -> Planned:
    return replace(item, deadline_text=f"до {day:%d.%m.%Y}", reading=replace(item.reading, due_on=day))


def held(
    found: Sequence[Planned],
    *lines: str,
    before: Standing | None = None,
    wording: Wording | None = None,
    said: Instructions | None = None,
) -> Difference:
    read = said or read_instructions(lines)
    return difference(before or standing(), found, read, MEMBERS, act_date=ACT_DATE, wording=wording)


def kinds(found: Difference) -> dict[str, str]:
    return {change.item: change.kind for change in found.changes}


FULL: Final = "Приложение 1 изложить в новой редакции."


def test_one_is_moved_one_revoked_one_added() -> None:
    found = held([moved(ROWS[0]), ROWS[1], planned("7")], FULL)

    assert {"4": "deadline_moved", "5": "unchanged", "6": "revoked", "7": "added"} == kinds(found)
    assert () == found.remarks


def test_the_very_same_wording_changes_nothing() -> None:
    assert {"4": "unchanged", "5": "unchanged", "6": "unchanged"} == kinds(held(ROWS, FULL))


def test_the_same_day_in_other_words_is_the_same_day() -> None:
    same = replace(ROWS[0], deadline_text="31 декабря 2020 г.")

    assert "unchanged" == kinds(held([same, *ROWS[1:]], FULL))["4"]


def test_the_same_words_move_nothing_though_another_year_is_inferred() -> None:
    inferred = replace(ROWS[0], reading=replace(ROWS[0].reading, due_on=date(2021, 12, 31)))

    assert "unchanged" == kinds(held([inferred, *ROWS[1:]], FULL))["4"]


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"title": "Иначе"}, ("title",)),
        ({"responsible": "office", "responsible_text": "УОААР"}, ("responsible",)),
        ({"responsible_text": "Школы"}, ()),
        ({"targets": (EACH_SCHOOL,)}, ("targets",)),
        ({"title": "Иначе", "targets": (EACH_SCHOOL,)}, ("title", "targets")),
    ],
    ids=["title", "responsible", "responsible in other words", "targets", "both"],
)
def test_an_amended_item_names_what_differs(change: dict[str, object], fields: tuple[str, ...]) -> None:
    found = held([replace(ROWS[0], **change), *ROWS[1:]], FULL)

    assert fields == found.changes[0].fields


def test_an_act_of_single_changes_leaves_the_others_alone() -> None:
    found = held([], "1. Пункт 6 исключить.", "2. Срок исполнения пункта 4 продлить до 31.03.2021.")

    assert {"4": "deadline_moved", "5": "unchanged", "6": "revoked"} == kinds(found)
    assert found.changes[0].planned
    assert MARCH == found.changes[0].planned.reading.due_on


def test_replaced_words_are_read_again() -> None:
    before = standing(replace(ROWS[0], title="Не менее 15 % обучающихся", targets=(ALL_SCHOOLS,)))
    found = held([], "В пункте 4 цифры «15 %» заменить цифрами «20 %».", before=before)

    [change] = found.changes
    assert ("amended", ("title", "targets")) == (change.kind, change.fields)
    assert change.planned
    assert (Target(percent=20, scope="district", population="pupils"),) == change.planned.targets


def test_a_row_that_only_moved_down_keeps_its_key() -> None:
    down = replace(ROWS[2], key="7")
    found = held([ROWS[0], ROWS[1], replace(planned("6"), title="Новое"), down], FULL)

    assert {"4": "unchanged", "5": "unchanged", "6": "unchanged", "6x2": "added"} == kinds(found)
    assert ["Number 7 of the act is the item 6: it keeps its key."] == [str(remark) for remark in found.remarks]


def test_clauses_of_the_act_itself_are_no_amendments_of_the_orders() -> None:
    before = standing(*ROWS, replace(planned("p2"), title="Вести наставничество"))
    found = held(
        [*ROWS, replace(planned("p1"), title="Внести изменения"), replace(planned("p2"), title="Ознакомить школы")],
        FULL,
        before=before,
    )

    assert {"4": "unchanged", "5": "unchanged", "6": "unchanged", "p2": "unchanged", "p2x2": "added"} == kinds(found)


def test_an_act_that_restates_the_order_revokes_the_clauses_it_lacks() -> None:
    clauses = [replace(planned(key), title=f"Вести наставничество по форме {key}") for key in ("p2.1", "p2.2")]
    found = held([*ROWS, clauses[0]], FULL, before=standing(*ROWS, *clauses))

    assert "revoked" == kinds(found)["p2.2"]


def test_what_is_joined_to_a_row_gives_it_its_targets_no_more_once_revoked() -> None:
    row, clause = planned("4", targets=(ALL_SCHOOLS,)), planned("p2.4", targets=(EACH_SCHOOL,))
    before = standing(row, clause, joins={"p2.4": "4"})
    found = held([], "Признать утратившим силу пункт 2.4 приказа.", before=before)

    assert {"4": "amended", "p2.4": "revoked"} == kinds(found)
    assert ("targets",) == found.changes[0].fields


@pytest.mark.parametrize(
    ("rows", "wording", "expected"),
    [
        (ROWS[:2], None, "revoked"),
        (ROWS[:1], None, "unchanged"),
        (ROWS[:2], "partial", "unchanged"),
        (ROWS[:1], "full", "revoked"),
    ],
    ids=["most rows", "few rows", "a person says partial", "a person says full"],
)
def test_where_the_act_does_not_say_it_is_told_what_is_assumed(
    rows: Sequence[Planned], wording: Wording | None, expected: str
) -> None:
    found = held(rows, wording=wording)

    assert expected == kinds(found)["6"]
    assert (wording is None) == bool(found.remarks)


def test_a_point_that_is_not_there_is_named() -> None:
    found = held([], "Пункт 9 исключить.")

    assert ["The act names the item 9, which the roadmap does not have."] == [str(remark) for remark in found.remarks]


def test_two_thousand_rows_are_compared_in_a_moment() -> None:
    many = [planned(str(number)) for number in range(1, 2001)]
    found = held([*many[:-1], planned("3000")], FULL, before=standing(*many))

    assert 1999 == list(kinds(found).values()).count("unchanged")
