"""The real order and our sample of it, read whole; and no bytes that break the reading."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.order.content import Options
from domain.order.preview import Preview, document
from domain.policy import Policy
from domain.refusals import Refused
from domain.target import Target
from service.importing import sample
from service.importing.preview import preview

SHARED = Path(__file__).parents[3] / "../shared/data/order-647.txt"
SAMPLE = sample.order()


@pytest.fixture(scope="module", params=["real", "sample"])
def order(request: pytest.FixtureRequest) -> Preview:
    return preview(_real() if request.param == "real" else SAMPLE, "order.txt")


def _real() -> bytes:
    if not SHARED.exists():
        pytest.skip(f"{SHARED.name} is not beside this checkout")
    return SHARED.read_bytes()


def test_the_eight_rows_and_the_clauses_are_items(order: Preview) -> None:
    rows, clauses = [*"12345678"], ["p2.1", "p2.2", "p2.3", "p2.4", "p3"]
    assert [(key, "row") for key in rows] + [(key, "clause") for key in clauses] == [
        (i.key, i.kind) for i in order.items
    ]


def test_the_act_is_read(order: Preview) -> None:
    assert ("647", date(2020, 10, 8), "647-2020") == (order.act.number, order.act.dated_on, order.roadmap)
    assert order.act.issuer == "АДМИНИСТРАЦИЯ АКСАЙСКОГО РАЙОНА УПРАВЛЕНИЕ ОБРАЗОВАНИЯ"
    assert order.act.signatory_position == "Начальник Управления образования Администрации Аксайского района"
    assert order.supervisor == "заместителя начальника УОААР"


def test_the_acts_it_executes_are_read(order: Preview) -> None:
    ministry = "Министерства общего и профессионального образования Ростовской области"
    assert [
        ("Р-145", date(2019, 12, 25), "Минпросвещения России"),
        ("446", date(2020, 6, 8), ministry),
        ("712", date(2020, 9, 4), ministry),
        (None, None, None),
    ] == [(act.number, act.dated_on, act.issuer) for act in order.act.executes]
    assert str(order.act.executes[3].title).startswith("пункта 11 раздела 3 Паспорта регионального проекта")


def test_the_dates_are_read(order: Preview) -> None:
    dates = {
        item.key: (item.deadline.starts_on, item.deadline.written_on, item.deadline.due_on) for item in order.items
    }
    autumn = (date(2020, 9, 1), date(2020, 10, 31), date(2020, 10, 31))
    last = {str(row): (None, date(2016 + row, 12, 31), date(2016 + row, 12, 31)) for row in range(4, 9)}
    end_of_2020, undated = last["4"], (None, None, None)
    assert {
        "1": (None, date(2020, 9, 8), None),
        **dict.fromkeys(["2", "3"], autumn),
        **last,
        **dict.fromkeys(["p2.1", "p2.2", "p2.3"], undated),
        **dict.fromkeys(["p2.4", "p3"], end_of_2020),
    } == dates


def test_reminders_aim_at_the_preceding_working_day(order: Preview) -> None:
    assert (date(2020, 10, 30), date(2023, 12, 29)) == (
        order.items[1].deadline.control_on,
        order.items[6].deadline.control_on,
    )


def test_row_1_alone_was_due_before_adoption(order: Preview) -> None:
    assert ["1"] == [item.key for item in order.items if item.due_before_adoption]


def test_the_targets_are_read_with_their_scopes(order: Preview) -> None:
    percents = {"4": 15, "5": 30, "6": 45, "7": 60, "8": 70}
    assert {
        **{key: (Target(percent=percent, scope="district", population="pupils"),) for key, percent in percents.items()},
        "p2.4": (Target(percent=15, scope="organisation", population="pupils"),),
    } == {item.key: item.targets for item in order.items if item.targets}


def test_clause_2_4_is_the_same_duty_as_row_4(order: Preview) -> None:
    assert {"p2.4": "4"} == {item.key: item.same_duty_as for item in order.items if item.same_duty_as}


def test_the_responsible_ones_are_known(order: Preview) -> None:
    assert ["office", *["schools"] * 11, "methodical_cabinet"] == [item.responsible for item in order.items]


def test_row_4_has_its_missing_word(order: Preview) -> None:
    assert order.items[3].title.endswith("формы наставничества") or order.items[3].title.endswith(
        "формах наставничества"
    )


def test_only_the_missing_annex_is_warned_of(order: Preview) -> None:
    assert ["Clause 2.1 names annex 2 (приложение 2), which is not in the file."] == [str(w) for w in order.warnings]


def test_the_annexes_that_are_there_are_known_by_their_titles(order: Preview) -> None:
    whys = [str(row.mark.why) for row in order.rows if row.mark.fate == "section"]
    assert ["Annex 1:", "Annex 3:"] == [why[:8] for why in whys if why.startswith("Annex")]


def test_the_centres_are_partners_with_their_field(order: Preview) -> None:
    assert "общеобразовательная" == order.organisations[0].profile


def test_nothing_waits_for_a_decision_about_its_words(order: Preview) -> None:
    assert [] == [row.verbatim for row in order.rows if row.mark.fate == "needs_decision"]


@pytest.mark.parametrize("name", ["real", "sample"])
def test_every_line_has_its_fate(name: str) -> None:
    data = _real() if name == "real" else SAMPLE
    lines = [(number, line) for number, line in enumerate(data.decode().split("\n"), start=1) if line.strip()]
    assert lines == [(row.row, row.verbatim) for row in preview(data, "order.txt").rows]


def test_the_sample_has_the_shape_of_the_real_order_and_not_its_sentences() -> None:
    real, ours = preview(_real(), "order.txt"), preview(SAMPLE, "order.txt")
    assert [_facts(item) for item in _items(real)] == [_facts(item) for item in _items(ours)]
    assert [str(warning) for warning in real.warnings] == [str(warning) for warning in ours.warnings]
    assert set() == {item.title for item in real.items} & {item.title for item in ours.items}


def _items(found: Preview) -> list[Mapping[str, object]]:
    items = document(found)["items"]
    assert isinstance(items, list)
    return items


def _facts(item: Mapping[str, object]) -> Mapping[str, object]:
    return {name: value for name, value in item.items() if name not in {"title", "responsible_text"}}


def test_the_document_has_every_field() -> None:
    found = document(preview(SAMPLE, "order.txt"))
    assert [
        *["preview", "sha256", "roadmap", "act", "supervisor", "items", "organisations", "rows", "warnings"],
    ] == [*found]
    assert [
        *["key", "kind", "title", "responsible_text", "responsible"],
        *["deadline", "target", "due_before_adoption", "same_duty_as"],
    ] == [*_items(preview(SAMPLE, "order.txt"))[0]]


def test_the_preview_is_the_same_for_the_same_file_and_options() -> None:
    assert preview(SAMPLE, "a.txt").preview == preview(SAMPLE, "b.txt").preview
    assert preview(SAMPLE, "a.txt").preview != preview(SAMPLE, "a.txt", Options(act_number="647")).preview
    assert preview(SAMPLE, "a.txt").preview != preview(SAMPLE + b"\n", "a.txt").preview


def test_the_policy_of_the_district_does_not_change_which_preview_it_is() -> None:
    strict = preview(SAMPLE, "a.txt", policy=Policy(day_off_rule="preceding"))
    assert preview(SAMPLE, "a.txt").preview == strict.preview
    assert date(2023, 12, 29) == strict.items[6].deadline.due_on


def test_both_encodings_give_the_same_items() -> None:
    text = SAMPLE.decode()
    assert preview(SAMPLE, "a.txt").items == preview(text.encode("windows-1251"), "a.txt").items


def test_a_table_alone_is_imported_with_the_act_of_the_options() -> None:
    data = "№;Мероприятие;Срок;Ответственный\n1;Встречи;до 1 декабря;ОО\n".encode()
    found = preview(data, "plan.CSV", Options(act_number="12", act_date=date(2024, 9, 1)))
    assert ("12-2024", date(2024, 12, 1), True) == (
        found.roadmap,
        found.items[0].deadline.due_on,
        found.items[0].reading.inferred,
    )


def test_the_order_is_read_in_200_ms() -> None:
    preview(SAMPLE, "order.txt")
    begin = perf_counter()
    preview(SAMPLE, "order.txt")
    assert perf_counter() - begin < 0.2


WORDS = st.sampled_from(
    [
        *["ПРИКАЗЫВАЮ:", "ПРИКАЗ", "\n", "\n\n", "\t", ";", "1.", " - 2.1.", "2.", "4", "№", "Мероприятие", "Сроки"],
        *[
            "Ответственные",
            "ОО",
            "УОААР",
            "до 31.12.2020",
            "01.01.0001",
            "31.12.9999",
            "«",
            "»",
            "приложение 2",
            "15 %",
        ],
        *[
            "не менее 15 % обучающихся",
            "от 8.10.2020 № 647",
            "приказа",
            "Контроль",
            "возложить на",
            "А.Б. Иванову",
            '"',
        ],
        *[
            "Начальник",
            "Приложение 1",
            "Начало",
            "Окончание",
            "наставничества",
            "Название организации",
            "пункта 11",
            "проекта",
        ],
        *["организовать", "Во исполнение", "О внедрении", ":", ".", ",", " "],
    ]
)


@given(st.one_of(st.binary(max_size=300), st.lists(WORDS, max_size=60).map(lambda words: "".join(words).encode())))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    for name in ("order.txt", "order.csv"):
        try:
            found = preview(data, name)
        except Refused:
            continue
        assert found.items
        document(found)
