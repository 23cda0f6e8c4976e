"""The clauses of an order: duties, those they bind, and what is no duty."""

import pytest

from domain.order.content import Options
from domain.order.reading import AMENDS
from domain.order.refusals import NothingToImport
from tests.domain.order.documents import fates, read, titles, warnings

ORDERS = "О встречах\n\nПРИКАЗЫВАЮ:\n\n"


def test_a_heading_makes_those_it_names_responsible_for_the_clauses_below() -> None:
    found = read(ORDERS + "1. Руководителям школ:\n - 1.1. Провести встречи.\n - 1.2. Назначить ответственных.")
    assert {"p1.1": "schools", "p1.2": "schools"} == {item.key: item.responsible for item in found.items}


def test_who_must_do_it_stands_before_the_verb() -> None:
    (item,) = read(ORDERS + "1. Районному методическому кабинету обучить сотрудников до 31.12.2020 года.").items
    assert "Районному методическому кабинету" == item.responsible_text
    assert "обучить сотрудников до 31.12.2020 года." == item.title
    assert "methodical_cabinet" == item.responsible


def test_the_region_in_an_address_is_no_verb() -> None:
    (item,) = read(ORDERS + "1. Руководителям школ Ростовской области провести встречи.").items
    assert "Руководителям школ Ростовской области" == item.responsible_text


def test_a_clause_without_a_deadline_is_undated_and_not_undecided() -> None:
    (item,) = read(ORDERS + "1. Руководителям школ провести встречи.").items
    assert ("", "read", None, None) == (
        item.deadline_text,
        item.reading.outcome,
        item.reading.kind,
        item.deadline.written_on,
    )


def test_approving_control_and_repeal_are_no_items() -> None:
    found = read(
        ORDERS
        + "1. Утвердить план.\n2. Руководителям школ провести встречи.\n3. Признать утратившим силу приказ № 5.\n"
        + "4. Контроль за исполнением приказа возложить на заместителя начальника УОААР"
    )
    assert ["p2"] == [item.key for item in found.items]
    assert ["act", "item", "act", "supervisor"] == fates(found)[2:]
    assert "заместителя начальника УОААР" == found.supervisor


@pytest.mark.parametrize(
    "clause",
    [
        "Пункт 6 исключить.",
        "В пункте 4 слова «31.12.2020» заменить словами «31.03.2021».",
        "Срок исполнения пункта 4 перенести на 31.03.2021.",
        "Признать утратившим силу пункт 2.3 приказа от 8.10.2020 № 647.",
        "Дорожную карту от 8.10.2020 изложить в новой редакции.",
        "Внести в дорожную карту следующие изменения:",
        "Дополнить дорожную карту пунктом 9.",
    ],
)
def test_an_act_that_only_changes_another_one_binds_nobody_and_asks_for_nobody(clause: str) -> None:
    found = read(f"{ORDERS}1. {clause}")
    assert ((), ["act"], [str(AMENDS)]) == (found.items, fates(found)[2:], warnings(found))


def test_an_instruction_below_a_heading_is_no_duty_either() -> None:
    found = read(f"{ORDERS}1. Внести в дорожную карту изменения:\n1.1. Пункт 6 исключить.\n2. Школам отчитаться.")
    assert ["p2"] == [item.key for item in found.items]
    assert [str(AMENDS)] == warnings(found)


@pytest.mark.parametrize(
    "clause",
    [
        "Руководителям школ исключить пункт 6 из правил.",
        "Руководителям школ дополнить план мероприятий.",
        "Отменить занятия до 31.12.2020.",
    ],
)
def test_a_duty_in_the_words_of_an_instruction_stays_a_duty(clause: str) -> None:
    assert ["p1"] == [item.key for item in read(f"{ORDERS}1. {clause}").items]


@pytest.mark.parametrize("clause", ["Признать утратившим силу приказ № 5.", "Настоящий пункт 1 вступает в силу."])
def test_a_word_about_acts_that_names_no_item_is_nothing_to_import(clause: str) -> None:
    with pytest.raises(NothingToImport):
        read(f"{ORDERS}1. {clause}")


def test_who_keeps_control_himself_is_named_by_the_position_of_the_signature() -> None:
    found = read(
        ORDERS
        + "1. Руководителям школ провести встречи.\n2. Контроль оставляю за собой.\n\nНачальник управления образования"
    )
    assert "Начальник управления образования" == found.supervisor


def test_a_line_without_a_number_continues_the_clause() -> None:
    found = read(ORDERS + "1. Руководителям школ\nпровести встречи\nдо 31.12.2020.\n2. Руководителям школ отчитаться.")
    assert {"p1": "провести встречи до 31.12.2020.", "p2": "отчитаться."} == titles(found)
    assert ["item", "continued", "continued", "item"] == fates(found)[2:]


def test_numbers_followed_by_tabs_are_clauses_and_no_table() -> None:
    found = read(ORDERS + "1.\tУтвердить план.\n2.\tРуководителям школ провести встречи.")
    assert {"p2": "провести встречи."} == titles(found)


def test_a_doubled_clause_number_loses_no_clause() -> None:
    found = read(ORDERS + "1. Руководителям школ провести встречи.\n1. Руководителям школ отчитаться.")
    assert ["p1", "p1x2"] == [item.key for item in found.items]


@pytest.mark.parametrize(
    "name", ["А.Б. Иванову-Петрову, ", "Иванову А.Б., ", "Иванову Анну Борисовну, ", "Анну Борисовну Иванову, ", ""]
)
def test_the_name_of_who_controls_is_not_taken(name: str) -> None:
    found = read(
        f"{ORDERS}1. Руководителям школ провести встречи.\n2. Контроль возложить на {name}заместителя начальника"
    )
    assert "заместителя начальника" == found.supervisor


def test_an_annex_that_is_named_and_absent_is_warned_of() -> None:
    found = read(
        ORDERS + "1. Руководителям школ ввести положение (приложение 1).\n"
        "2. Руководителям школ учесть список (приложение 2).\n\nНачальник управления\n\nПриложение № 2\n\nСписок"
    )
    assert "Clause 1 names annex 1 (приложение 1), which is not in the file." in warnings(found)
    assert not any("annex 2" in warning for warning in warnings(found))


def test_what_the_text_does_not_say_of_the_act_is_warned_of() -> None:
    found = read(ORDERS + "1. Руководителям школ провести встречи.", Options())
    assert found.roadmap is None
    assert "The number of the act is not in the file: give it as an option." in warnings(found)
    assert "The date of the act is not in the file: give it as an option." in warnings(found)


def test_the_options_hold_against_the_text_and_the_contradiction_is_warned_of() -> None:
    found = read("ПРИКАЗ\n\n9.10.2020 № 648\n\n" + ORDERS + "1. Руководителям школ провести встречи.")
    assert ("647", "647-2020") == (found.act.number, found.roadmap)
    assert "The file says number 648, the options say 647: the options hold." in warnings(found)
    assert "The file says the act is of 2020-10-09, the options say 2020-10-08: the options hold." in warnings(found)


@pytest.mark.parametrize(
    ("number", "key"), [("Р-145", "r-145-2020"), ("12/3-п", "12-3-p-2020"), ("01-05.7", "01-05.7-2020")]
)
def test_the_key_that_is_offered_is_number_and_year_in_latin_letters(number: str, key: str) -> None:
    found = read(f"ПРИКАЗ\n\n8.10.2020 № {number}\n\n{ORDERS}1. Руководителям школ провести встречи.", Options())
    assert (number, key) == (found.act.number, found.roadmap)
