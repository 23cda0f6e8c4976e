"""Every event is told in one sentence that a deputy head can read aloud."""

from datetime import date
from typing import get_args

import pytest
from msgspec import Struct

from domain.assignment.events import (
    CompletionReported,
    CorrectionAccepted,
    DeadlineSet,
    ExtensionDenied,
    ExtensionGranted,
    ExtensionRequested,
    MeasurementCorrected,
    Paper,
    ReportAccepted,
    ReportReturned,
    Transferred,
)
from domain.deadline import Deadline
from domain.events import Event
from domain.roadmap.events import ItemAdded, Responsible
from domain.target import Figures
from projections.audit_trail import Trace
from service.narrative.telling import actor_name, reason, summary
from tests.service.narrated import (
    DECISION,
    DEPUTY,
    DUE,
    EARLY,
    OF_ROADMAPS,
    OF_THE_DISTRICT,
    PEOPLE,
    REPORT,
    SCHOOL,
    SPECIALIST,
    trace,
)
from tests.service.narrated_assignments import OF_ASSIGNMENTS

LATER = date(2021, 1, 29)


def told(happened: Trace) -> str:
    return summary(happened, PEOPLE, "ru")


@pytest.mark.parametrize(("data", "actor", "sentence"), OF_ASSIGNMENTS)
def test_what_happens_to_an_assignment_is_told(data: Struct, actor: str, sentence: str) -> None:
    assert sentence == told(trace(data, actor))


@pytest.mark.parametrize(("data", "sentence"), OF_ROADMAPS)
def test_what_happens_to_a_roadmap_is_told(data: Struct, sentence: str) -> None:
    assert sentence == told(trace(data, SPECIALIST, stream="roadmap/647-2020"))


@pytest.mark.parametrize(("data", "stream", "sentence"), OF_THE_DISTRICT)
def test_what_happens_to_the_district_is_told(data: Struct, stream: str, sentence: str) -> None:
    assert sentence == told(trace(data, "system:setup", stream=stream))


def test_every_event_there_is_has_its_sentence_here() -> None:
    examples = [example[0] for examples in (OF_ASSIGNMENTS, OF_ROADMAPS, OF_THE_DISTRICT) for example in examples]

    assert set(get_args(Event)) == {type(example) for example in examples}


def test_a_sentence_is_told_in_english_too() -> None:
    assert (
        "Школа № 1 reported completion of item 4 of the roadmap 647-2020, report 1 — "
        "engaged 93 of 601, completed on 2020-12-20, due on 2020-12-31."
    ) == summary(trace(REPORT, SCHOOL), PEOPLE, "en")


def test_a_report_on_paper_names_for_whom_and_its_incoming_number() -> None:
    paper = CompletionReported(
        report=1,
        completed_on=date(2020, 10, 20),
        submitted_on=date(2020, 12, 23),
        paper=Paper(incoming_on=date(2020, 12, 23), number="114"),
    )

    assert (
        "Ведущий специалист за организацию «Школа № 1»: представлен отчёт № 1 об исполнении п. 4 дорожной карты "
        "647-2020 — исполнено 20.10.2020, на бумаге, вх. № 114 от 23.12.2020, внесено позже на 2 дн."
    ) == told(trace(paper, SPECIALIST, on_behalf_of=SCHOOL))


def test_a_substitute_names_whom_he_stands_for() -> None:
    assert (
        "Ведущий специалист (замещает: заместитель начальника): принят отчёт № 1 по п. 4 дорожной карты "
        "647-2020 (Школа № 1)."
    ) == told(trace(ReportAccepted(1), SPECIALIST, on_behalf_of=DEPUTY))


def test_a_missed_target_is_said() -> None:
    short = CompletionReported(
        report=1,
        completed_on=date(2020, 12, 20),
        submitted_on=date(2020, 12, 25),
        figures=Figures(engaged=50, enrolled=601),
        shortfall=True,
    )

    assert "вовлечено 50 из 601, показатель не достигнут, исполнено 20.12.2020" in told(trace(short, SCHOOL))


def test_a_change_of_state_is_said_in_words() -> None:
    returned = trace(ReportReturned(report=1), DEPUTY, before={"state": "reported"}, after={"state": "returned"})

    assert told(returned).endswith("— было «на проверке», стало «на доработке».")


def test_a_moved_deadline_names_the_day_before() -> None:
    moved = trace(
        DeadlineSet(deadline=DUE, authority=DECISION, cause="decision"),
        DEPUTY,
        before={"state": "assigned", "due_on": "2020-11-30"},
        after={"state": "assigned", "due_on": "2020-12-31"},
    )

    assert "срок исполнения 31.12.2020, прежний срок 30.11.2020" in told(moved)


@pytest.mark.parametrize(
    ("event", "actor", "before", "said"),
    [
        (
            ExtensionRequested(LATER),
            SCHOOL,
            {"due_on": "2020-12-31"},
            "просит до 29.01.2021, срок исполнения 31.12.2020",
        ),
        (ExtensionDenied(), DEPUTY, {"extension_due_on": "2021-01-29"}, "просили до 29.01.2021"),
        (
            ExtensionGranted(deadline=Deadline(due_on=LATER), authority=DECISION),
            DEPUTY,
            {"due_on": "2020-12-31", "extension_due_on": "2021-02-26"},
            "срок исполнения 29.01.2021, прежний срок 31.12.2020",
        ),
        (
            ExtensionGranted(deadline=Deadline(due_on=LATER), authority=DECISION),
            DEPUTY,
            {"due_on": "2020-12-31", "extension_due_on": "2021-02-26"},
            "просили до 26.02.2021",
        ),
        (
            MeasurementCorrected(report=1, figures=Figures(engaged=96, enrolled=601)),
            SCHOOL,
            {"engaged": 93, "enrolled": 601},
            "вовлечено 96 из 601, прежде 93 из 601",
        ),
        (
            DeadlineSet(deadline=Deadline(due_on=LATER, control_on=LATER), cause="decision"),
            DEPUTY,
            {"control_on": "2020-12-31"},
            "контрольная дата 29.01.2021, прежняя контрольная дата 31.12.2020",
        ),
        (
            Transferred(organisation="school-1", effective_on=LATER),
            DEPUTY,
            {"organisation": "school-3"},
            "прежний исполнитель: school-3, действует с 29.01.2021",
        ),
    ],
)
def test_what_was_before_is_said(event: Struct, actor: str, before: dict[str, str | int | bool], said: str) -> None:
    state: dict[str, str | int | bool] = {"state": "assigned"}

    assert said in told(trace(event, actor, before=state | before, after=state))


def test_a_correction_that_was_accepted_says_what_stands_now() -> None:
    accepted = trace(
        CorrectionAccepted(1),
        DEPUTY,
        before={"state": "accepted", "engaged": 93, "enrolled": 601},
        after={"state": "accepted", "engaged": 96, "enrolled": 601},
    )

    assert "вовлечено 96 из 601, прежде 93 из 601" in told(accepted)


def test_an_item_due_before_its_act_waits_for_a_decision() -> None:
    early = ItemAdded(
        item="1",
        kind="row",
        bases=[],
        responsible=Responsible(organisation="office"),
        deadline=EARLY,
        outcome="read",
        targets=[],
    )

    assert (
        "Система: добавлен п. 1 дорожной карты 647-2020 — без срока исполнения, по документу 08.09.2020, "
        "срок ждёт решения."
    ) == told(trace(early, "system:setup", stream="roadmap/647-2020"))


def test_the_reason_is_the_words_that_were_given() -> None:
    assert "мало групп; отчёт по форме" == reason(
        trace(REPORT, SCHOOL, words={"note": "отчёт по форме", "shortfall": "мало групп", "evidence_0": "{}"})
    )


def test_erased_words_are_no_reason() -> None:
    assert reason(trace(REPORT, SCHOOL)) is None


@pytest.mark.parametrize(
    ("actor", "name"),
    [
        (DEPUTY, "Заместитель"),
        (SCHOOL, "Школа № 1"),
        ("organisation:office", "office"),
        ("person:gone", "сотрудник gone"),
        ("system:setup", "система"),
    ],
)
def test_who_acted_is_named(actor: str, name: str) -> None:
    assert name == actor_name(trace(ReportAccepted(1), actor), PEOPLE, "ru")
