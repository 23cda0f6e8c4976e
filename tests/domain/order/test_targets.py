"""Targets in titles are offered, and a duty that stands twice is seen."""

import pytest

from domain.order.target_text import targets
from domain.target import Target
from tests.domain.order.documents import HEADER, read, warnings

CLAUSE = "ПРИКАЗЫВАЮ:\n\n1. Руководителям школ обеспечить не менее 15 % обучающихся до 31.12.2020.\n\n"


@pytest.mark.parametrize(
    ("title", "percent"),
    [
        ("Не менее 15 % обучающихся вовлечены", 15),
        ("обеспечить охват не менее 70% учащихся", 70),
        ("не ниже 5 процентов от общего числа обучающихся", 5),
    ],
)
def test_a_share_of_pupils_is_a_target(title: str, percent: int) -> None:
    assert (Target(percent=percent, scope="district", population="pupils"),) == targets(title, "district")


@pytest.mark.parametrize(
    "title", ["15 встреч", "не менее 15 встреч", "не менее 150 % обучающихся", "не менее 1,5 % обучающихся"]
)
def test_what_is_no_whole_share_is_no_target(title: str) -> None:
    assert () == targets(title, "district")


def test_a_share_in_each_school_has_the_scope_of_an_organisation() -> None:
    assert (Target(percent=15, scope="organisation", population="pupils"),) == targets(
        "Не менее 15 % обучающихся в каждой школе", "district"
    )


def test_a_share_that_is_not_read_is_warned_of() -> None:
    found = read(f"{HEADER}1\tНе менее 80 % помещений\tдо 01.12.2020\tОО")
    assert ["1: the title names a share that is not read as a target."] == warnings(found)


def test_a_clause_that_repeats_a_row_for_each_school_is_the_same_duty() -> None:
    found = read(f"{CLAUSE}{HEADER}4\tНе менее 15 % обучающихся района\t31.12.2020\tОО")
    assert {"4": None, "p1": "4"} == {item.key: item.same_duty_as for item in found.items}
    assert ["district", "organisation"] == [item.targets[0].scope for item in found.items]


@pytest.mark.parametrize("row", ["Не менее 30 % обучающихся\t31.12.2020", "Не менее 15 % обучающихся\t31.12.2021"])
def test_another_share_or_another_day_is_another_duty(row: str) -> None:
    found = read(f"{CLAUSE}{HEADER}4\t{row}\tОО")
    assert {None} == {item.same_duty_as for item in found.items}


def test_a_deadline_before_the_act_has_no_due_day() -> None:
    (item,) = read(f"{HEADER}1\tВстречи\tДо 8.09.2020\tУОААР").items
    assert item.due_before_adoption
    assert ("2020-09-08", None) == (str(item.deadline.written_on), item.deadline.due_on)
