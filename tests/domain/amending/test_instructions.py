"""What an amending act says in words: revoked, moved, replaced; and whether its table is all that is left."""

import pytest

from domain.roadmap.amending.instructions import (
    Instructions,
    Moved,
    Point,
    Replaced,
    Wording,
    is_instruction,
    read_instructions,
)


def said(*lines: str) -> Instructions:
    return read_instructions(lines)


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("1. Пункт 6 дорожной карты исключить.", ["6"]),
        ("1.1. Исключить пункты 5, 6 и 8 дорожной карты.", ["5", "6", "8"]),
        ("Строки 5-7 исключить.", ["5", "6", "7"]),
        ("2. Признать утратившим силу пункт 2.3 приказа от 8.10.2020 № 647.", ["2.3"]),
        ("2) п. 4а признать утратившим силу", ["4a"]),
        ("Мероприятие № 3 отменить.", ["3"]),
        ("В пункте 4 слова «и ведомости» исключить.", []),
        ("Провести мероприятие 4 в срок.", []),
    ],
)
def test_a_point_is_revoked_in_these_words(line: str, numbers: list[str]) -> None:
    assert numbers == [point.number for point in said(line).revoked]


def test_a_point_of_the_order_is_told_from_a_row() -> None:
    assert (Point(number="2.3", of_order=True),) == said("Признать утратившим силу пункт 2.3 приказа.").revoked


def test_a_sentence_may_be_broken_over_lines() -> None:
    assert (Point(number="6"),) == said("1. Пункт 6 дорожной карты", "исключить.").revoked


@pytest.mark.parametrize(
    ("line", "wording"),
    [
        ("1. Приложение 1 к приказу изложить в новой редакции.", "full"),
        ("1. Дорожную карту изложить в редакции согласно приложению к настоящему приказу.", "full"),
        ("Утвердить дорожную карту в новой редакции (приложение 1).", "full"),
        ("1. Пункт 4 дорожной карты изложить в следующей редакции:", "partial"),
        ("1. Дополнить дорожную карту пунктом 9.", "partial"),
        ("1. Пункт 6 исключить.", "partial"),
        ("1. Утвердить «дорожную карту» (приложение 1).", None),
    ],
)
def test_the_act_says_whether_its_table_is_all_that_is_left(line: str, wording: Wording | None) -> None:
    assert wording == said(line).wording


def test_words_are_replaced() -> None:
    found = said("1. В пункте 4 слова «31.12.2020» заменить словами «31.03.2021».")

    assert (Replaced(point=Point(number="4"), old="31.12.2020", new="31.03.2021"),) == found.replaced


def test_a_replacement_that_nobody_reads_is_named() -> None:
    assert 1 == len(said("В пункте 4 слово «школа» по тексту заменить соответствующим.").unread)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("1. Срок исполнения пункта 4 продлить до 31.03.2021.", "до 31.03.2021"),
        ("Срок исполнения мероприятия 4 перенести на 31.03.2021 года", "31.03.2021 года"),
        ("Установить новый срок.", None),
    ],
)
def test_a_day_moves_in_these_words(line: str, text: str | None) -> None:
    expected = (Moved(point=Point(number="4"), text=text),) if text else ()

    assert expected == said(line).moved


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("Внести в приказ № 647 следующие изменения", True),
        ("Пункт 6 исключить", True),
        ("Приложение 1 изложить в новой редакции", True),
        ("Дополнить пунктом 9", True),
        ("Довести приказ до сведения школ", False),
        ("Охватить наставничеством не менее 15 % обучающихся", False),
    ],
)
def test_what_changes_another_act_is_no_duty(clause: str, *, expected: bool) -> None:
    assert expected == is_instruction(clause)
