"""States × commands: the table that README shows is complete, and each of its cells is what happens."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from domain.assignment import commands
from domain.assignment.commands import (
    AcceptCorrection,
    AcceptReport,
    Acknowledge,
    Annotate,
    AttachEvidence,
    CorrectMeasurement,
    DenyExtension,
    GrantExtension,
    Link,
    OnAssignment,
    RefuseCorrection,
    ReportCompletion,
    ReportProgress,
    RequestExtension,
    Restore,
    ReturnReport,
    SetDeadline,
    Transfer,
    Withdraw,
    WithdrawReport,
)
from domain.assignment.events import Acknowledged, ExtensionRequested, MeasurementCorrected
from domain.command import Caller
from domain.refusals import Refused
from domain.target import Figures
from tests.domain.assignments import DAY, DONE_ON, FEW, STREAM, known, withdrawn
from tests.factories import DECISION, DEPUTY, KEY, SCHOOL, TOWN, accepted, assigned, reported, returned
from tests.scenario import Given, Happened, happened

LATER: Final = date(2021, 1, 29)
MORE: Final = Figures(engaged=150, enrolled=1000)

STATES: Final[Mapping[str, tuple[Happened, ...]]] = {
    "assigned": (assigned(),),
    "acknowledged, extension asked": (
        assigned(),
        happened(Acknowledged(), STREAM, by=SCHOOL.actor, on=DAY),
        happened(ExtensionRequested(LATER), STREAM, by=SCHOOL.actor, on=DAY),
    ),
    "reported": (assigned(), reported(on=DAY, figures=FEW)),
    "returned": (assigned(), reported(on=DAY, figures=FEW), returned(on=DAY)),
    "accepted": (assigned(), reported(on=DAY, figures=FEW), accepted(on=DAY)),
    "accepted, correction waits": (
        assigned(),
        reported(on=DAY, figures=FEW),
        accepted(on=DAY),
        happened(MeasurementCorrected(report=1, figures=MORE), STREAM, by=SCHOOL.actor, on=DAY),
    ),
    "withdrawn": (assigned(), withdrawn(DAY)),
}

COMMANDS: Final[Mapping[str, tuple[Caller, OnAssignment]]] = {
    "acknowledgement": (SCHOOL, Acknowledge(assignment=KEY)),
    "progress": (SCHOOL, ReportProgress(assignment=KEY, as_of=DAY)),
    "completion": (SCHOOL, ReportCompletion(assignment=KEY, completed_on=DONE_ON)),
    "report-withdrawal": (SCHOOL, WithdrawReport(assignment=KEY)),
    "evidence": (SCHOOL, AttachEvidence(assignment=KEY, evidence=Link(title="Фото", url="https://school-1.example"))),
    "measurement-correction": (
        SCHOOL,
        CorrectMeasurement(assignment=KEY, figures=Figures(engaged=151, enrolled=1000), reason="Пересчитали"),
    ),
    "extension-request": (SCHOOL, RequestExtension(assignment=KEY, due_on=LATER, reason="Карантин")),
    "acceptance": (DEPUTY, AcceptReport(assignment=KEY)),
    "return": (DEPUTY, ReturnReport(assignment=KEY, reason="Нет списка")),
    "correction-acceptance": (DEPUTY, AcceptCorrection(assignment=KEY)),
    "correction-refusal": (DEPUTY, RefuseCorrection(assignment=KEY, reason="Нет документа")),
    "extension": (DEPUTY, GrantExtension(assignment=KEY, due_on=LATER, reason="Карантин", authority=DECISION)),
    "extension-denial": (DEPUTY, DenyExtension(assignment=KEY, reason="Уже продлевали")),
    "deadline": (DEPUTY, SetDeadline(assignment=KEY, due_on=LATER, authority=DECISION, ground="Приказ")),
    "deadline, control_on alone": (DEPUTY, SetDeadline(assignment=KEY, control_on=DAY, ground="Раньше спросим")),
    "withdrawal": (DEPUTY, Withdraw(assignment=KEY, authority=DECISION, ground="Школа закрыта")),
    "restoration": (DEPUTY, Restore(assignment=KEY, authority=DECISION, ground="Школа открыта")),
    "transfer": (DEPUTY, Transfer(assignment=KEY, organisation="school-3", ground="Дети переведены")),
    "annotation": (DEPUTY, Annotate(assignment=KEY, note="Звонили")),
    "annotation, promised_on": (DEPUTY, Annotate(assignment=KEY, note="Обещали", promised_on=LATER)),
}

README: Final = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
ROWS: Final = [
    [cell.strip(" `_") for cell in row.strip("|").split("|")]
    for row in re.findall(
        r"^\|.*\|$", README.partition("## States and commands")[2].partition("\n## ")[0], re.MULTILINE
    )
]


def outcome(state: str, command: str) -> str:
    caller, asked = COMMANDS[command]
    try:
        facts = Given(*TOWN, *STATES[state]).when(asked, caller, DAY).facts()
    except Refused as refused:
        return type(refused).code
    return ", ".join(str(fact.data.__struct_config__.tag).removeprefix("assignment.") for fact in facts)


def cells() -> Iterator[tuple[str, str, str]]:
    head, _, *rows = ROWS
    for command, *outcomes in rows:
        yield from ((state, command, cell) for state, cell in zip(head[1:], outcomes, strict=True))


@pytest.mark.parametrize(("state", "command", "cell"), list(cells()))
def test_a_command_in_a_state_is_what_the_table_says(state: str, command: str, cell: str) -> None:
    assert cell == outcome(state, command)


def test_the_table_has_a_cell_for_every_state_and_every_command() -> None:
    asked = {type(command) for _, command in COMMANDS.values()}
    all_there_are = {command for name in commands.__all__ if is_command(command := getattr(commands, name))}

    assert [(state, command) for command in COMMANDS for state in STATES] == [(s, c) for s, c, _ in cells()]
    assert all_there_are == asked
    assert {"assigned", "reported", "returned", "accepted", "withdrawn"} == {known(*h).state for h in STATES.values()}


def is_command(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, OnAssignment) and found is not OnAssignment
