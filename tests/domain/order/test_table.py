"""A table becomes items by the words of its header; broken rows, sections and banners are told apart."""

import pytest

from domain.order.content import Options
from domain.order.preview import Fate
from domain.order.refusals import ColumnsTogether, ColumnsUnknown, NothingToImport
from tests.domain.order.documents import HEADER, fates, read, titles, warnings

ROW = "1\tВстреча\tдо 01.12.2020\tОО"


@pytest.mark.parametrize(
    "header",
    [
        "№\tМероприятие\tСрок\tОтветственный",
        "№ п/п\tНаименование мероприятия\tСроки исполнения\tИсполнитель",
        "NN\tСодержание деятельности\tПериод реализации\tОтветственные лица",
        "N п/п\tМероприятия\tСрок реализации мероприятия\tОтветственные за исполнение",
        "№№\tНаименование\tДата\tОтветственный исполнитель",
        "п/п\tНаимено-вание мероприя-тия\tСроки\tОтветствен-ный",
        "Номер\tМeроприятия\tCроки\tИcполнители",
        "№ мероприятия\tМероприятие\tДата проведения\tИсполнители",
    ],
)
def test_columns_are_known_by_the_words_of_the_header(header: str) -> None:
    (item,) = read(f"{header}\n{ROW}").items
    assert ("1", "Встреча", "до 01.12.2020", "schools") == (
        item.key,
        item.title,
        item.deadline_text,
        item.responsible,
    )


def test_columns_are_not_known_by_their_place() -> None:
    (item,) = read("Исполнители\tСрок\tРезультат\tМероприятие\t№\nОО\tдо 01.12.2020\tОтчёт\tВстреча\t1").items
    assert ("1", "Встреча", "до 01.12.2020", "schools") == (
        item.key,
        item.title,
        item.deadline_text,
        item.responsible,
    )


def test_a_row_with_no_number_and_no_deadline_continues_the_row_above() -> None:
    found = read(
        HEADER + "4\tВовлечены в различные формы\t31.12.2020\tОО\n\n\tнаставничества\t\t\n5\tИтоги\t31.12.2021\tОО"
    )
    assert {"4": "Вовлечены в различные формы наставничества", "5": "Итоги"} == titles(found)
    assert ["skipped", "item", "continued", "item"] == fates(found)


def test_a_line_between_rows_that_begins_small_continues_the_row_above() -> None:
    found = read(HEADER + "1\tВовлечены в формы\t31.12.2020\tОО\nнаставничества\n2\tИтоги\t31.12.2021\tОО")
    assert {"1": "Вовлечены в формы наставничества", "2": "Итоги"} == titles(found)


def test_the_rest_of_the_responsible_ones_continues_the_row_above() -> None:
    found = read(HEADER + "1\tВстречи\tдо 01.12.2020\tЗаместитель\n\t\t\tДиректор школы")
    assert ["Заместитель Директор школы"] == [item.responsible_text for item in found.items]


def test_a_row_with_the_words_of_a_header_is_a_row() -> None:
    found = read("Мероприятие\tСроки\tОтветственные\nМероприятия школ\tмай 2021\tОтветственные лица школ")
    assert {"1": "Мероприятия школ"} == titles(found)


def test_a_table_under_its_own_title_has_its_own_columns() -> None:
    centres = "Центры\n\nНазвание организации\tАдрес\tНаправленность\nИнститут\tг. Аксай\tобщая"
    (centre,) = read(f"{HEADER}{ROW}\n\n{centres}").organisations
    assert ("Институт", "общая") == (centre.name, centre.profile)


def test_a_signature_with_tabs_is_no_row() -> None:
    found = read(f"{HEADER}{ROW}\nНачальник управления\t\t\tА.Б. Иванов")
    assert {"1": "Встреча"} == titles(found)
    assert "skipped" == fates(found)[-1]


def test_a_deadline_broken_over_two_rows_is_put_together() -> None:
    found = read(HEADER + "1\tВстречи\tСентябрь-октябрь\tОО\n\t\t2020\t")
    assert ["Сентябрь-октябрь 2020"] == [item.deadline_text for item in found.items]


@pytest.mark.parametrize(
    "section", ["Раздел II. Работа со школами\t\t\t", "\tРаздел II. Работа со школами\t\t", "Раздел II"]
)
def test_a_row_with_only_a_title_is_a_section(section: str) -> None:
    found = read(f"{HEADER}{ROW}\n{section}\n2\tИтоги\t31.12.2021\tОО")
    assert {"1": "Встреча", "2": "Итоги"} == titles(found)
    assert ["skipped", "item", "section", "item"] == fates(found)
    assert [] == warnings(found)


def test_a_title_alone_that_may_be_the_end_of_a_row_is_warned_of() -> None:
    found = read(f"{HEADER}1\tВстречи на территории\tдо 01.12.2020\tОО\n\tАксайского района\t\t")
    assert ["Line 3 has only a title: it is taken as a section, not as the end of row 1."] == warnings(found)


@pytest.mark.parametrize(
    "row",
    ["1\t2\t3\t4", "(в ред. приказа от 01.11.2020 № 700)\t\t\t", HEADER.strip(), "(в ред. приказа от 01.11.2020)"],
)
def test_column_numbers_banners_and_repeated_headers_are_skipped(row: str) -> None:
    assert ["skipped", "skipped", "item"] == fates(read(f"{HEADER}{row}\n{ROW}"))


def test_a_numbered_row_above_rows_of_its_own_is_a_section() -> None:
    found = read(HEADER + "1.\tРабота со школами\t\t\n1.1.\tВстреча\tдо 01.12.2020\tОО")
    assert {"1.1": "Встреча"} == titles(found)


def test_start_and_end_in_two_columns_are_a_period() -> None:
    found = read("№\tМероприятие\tНачало\tОкончание\tИсполнитель\n1\tВстречи\t01.11.2020\t30.11.2020\tОО")
    reading = found.items[0].reading
    assert ("period", "2020-11-01", "2020-11-30") == (reading.kind, str(reading.starts_on), str(reading.due_on))


def test_start_and_end_may_stand_below_one_header() -> None:
    header = "№\tМероприятие\tСроки\t\tИсполнитель\n\t\tначало\tокончание\t\n"
    found = read(header + "1\tВстречи\t01.11.2020\t30.11.2020\tОО")
    assert ["01.11.2020 – 30.11.2020"] == [item.deadline_text for item in found.items]


def test_an_empty_deadline_cell_needs_a_decision() -> None:
    found = read(HEADER + "1\tВстречи\t\tОО")
    assert ["skipped", "needs_decision"] == fates(found)
    assert "needs_decision" == found.items[0].reading.outcome


@pytest.mark.parametrize(
    ("cell", "fate"), [("УОААР, ОО", "needs_decision"), ("Совет отцов", "needs_decision"), ("ОО", "item")]
)
def test_several_or_unknown_responsible_ones_need_a_decision(cell: str, fate: Fate) -> None:
    found = read(f"{HEADER}1\tВстречи\tдо 01.12.2020\t{cell}")
    assert ["skipped", fate] == fates(found)
    assert (fate == "needs_decision") is any(cell in warning for warning in warnings(found))


def test_a_doubled_number_is_warned_of_and_no_row_is_lost() -> None:
    found = read(f"{HEADER}{ROW}\n{ROW}")
    assert ["1", "1x2"] == [item.key for item in found.items]
    assert ["Line 3: the number 1 stands above already; the key 1x2 is offered."] == warnings(found)


def test_a_gap_in_the_numbers_is_warned_of() -> None:
    found = read(f"{HEADER}{ROW}\n4\tИтоги\t31.12.2021\tОО")
    assert ["The numbers of the rows have a gap: 2, 3 not found."] == warnings(found)


def test_numbers_may_begin_anywhere() -> None:
    found = read(f"{HEADER}14\tИтоги\t31.12.2021\tОО\n15\tВстреча\tдо 01.12.2020\tОО")
    assert {"14": "Итоги", "15": "Встреча"} == titles(found)
    assert ["The numbers of the rows begin with 14."] == warnings(found)


def test_days_that_were_kept_are_no_deadlines() -> None:
    found = read(
        "№\tМероприятие\tСрок\tДата фактического исполнения\tОтветственные\n1\tВстреча\tмай 2021\t02.05.2021\tОО"
    )
    assert ["май 2021"] == [item.deadline_text for item in found.items]


def test_a_second_table_whose_columns_fell_together_is_warned_of() -> None:
    found = read(f"{HEADER}{ROW}\n\nПлан на весну\n\n№ Мероприятие Сроки Ответственные\n2 Итоги май 2021 ОО")
    assert ["Line 6: a table whose columns cannot be told apart is left out."] == warnings(found)


def test_a_head_of_three_cells_is_a_line_of_the_act() -> None:
    found = read(
        f"ПРИКАЗ\n08.10.2020\tг. Аксай\t№ 647\nПРИКАЗЫВАЮ:\n1. Школам сдать отчёты.\n\n{HEADER}{ROW}", Options()
    )
    assert ("647", "647-2020") == (found.act.number, found.roadmap)


def test_a_row_without_a_number_is_warned_of() -> None:
    found = read(f"{HEADER}{ROW}\n\tИтоги\t31.12.2021\tОО")
    assert ["1", "1x2"] == [item.key for item in found.items]
    assert "Line 3: the row has no number." in warnings(found)


def test_a_cell_beyond_the_header_needs_a_decision() -> None:
    found = read(f"{HEADER}1\tВстречи\tс родителями\tдо 01.12.2020\tОО")
    assert any("more cells than the header" in warning for warning in warnings(found))
    assert ["skipped", "needs_decision"] == fates(found)


def test_a_row_whose_number_is_a_word_is_no_item_and_is_warned_of() -> None:
    found = read(f"{HEADER}{ROW}\nродителей\tшколы\tдо 01.12.2020\tОО")
    assert {"1": "Встреча"} == titles(found)
    assert ["Line 3: the number or the title is missing, or the cells are shifted."] == warnings(found)


@pytest.mark.parametrize(
    "text",
    [
        "1\tВстреча\tдо 01.12.2020\tОО\n2\tИтоги\tдо 31.12.2020\tОО",
        "№ Мероприятие Сроки Ответственные\n1 Встреча до 01.12.2020 ОО",
        "№\nп/п\nМероприятие\nСроки\nОтветственные\n1\nВстреча\nдо 01.12.2020\nОО",
        "1. Утвердить план.\n2. Школам провести встречи.\n\n№ Мероприятие Сроки Ответственные\n1 Встреча",
    ],
)
def test_columns_that_cannot_be_told_apart_are_refused(text: str) -> None:
    with pytest.raises(ColumnsUnknown):
        read(text)


def test_a_column_that_holds_two_things_is_refused() -> None:
    with pytest.raises(ColumnsTogether, match="Сроки и ответственные"):
        read("№\tМероприятие\tСроки и ответственные\n1\tВстреча\tдо 01.12.2020, ОО")


@pytest.mark.parametrize("text", ["Просто письмо.", "", HEADER])
def test_a_text_without_table_or_clause_is_refused(text: str) -> None:
    with pytest.raises(NothingToImport):
        read(text)
