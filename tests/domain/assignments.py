"""What the tests of an assignment share: what is asked of it, and the pasts it is asked on."""

from datetime import date, timedelta
from typing import Final

from domain.assignment.commands import AcceptReport, ReportCompletion, ReportProgress, ReturnReport
from domain.assignment.events import (
    CompletionReported,
    DeadlineSet,
    Paper,
    Withdrawn,
)
from domain.assignment.state import ASSIGNMENT, State
from domain.deadline import Deadline
from domain.decider import Fact
from domain.target import Figures
from tests.factories import (
    DECISION,
    DEPUTY,
    DUE,
    EACH_SCHOOL,
    KEY,
    TOWN,
    assigned,
    reported,
)
from tests.scenario import Given, Happened, happened, stored

STREAM: Final = f"assignment/{KEY}"
DAY: Final = date(2020, 12, 25)
DONE_ON: Final = date(2020, 12, 20)
DAY_AFTER: Final = DUE + timedelta(days=1)
PAPER: Final = Paper(incoming_on=date(2020, 12, 22), number="01-12/45")
REPORT: Final = ReportCompletion(assignment=KEY, completed_on=DONE_ON)
ACCEPT: Final = AcceptReport(assignment=KEY)
RETURN: Final = ReturnReport(assignment=KEY, reason="Нет цифр")
PROGRESS: Final = ReportProgress(assignment=KEY, as_of=DAY)
FEW: Final = Figures(engaged=149, enrolled=1000)
ASSIGNED: Final = Given(*TOWN, assigned())
TARGETED: Final = Given(*TOWN, assigned(targets=(EACH_SCHOOL,)))
REPORTED: Final = Given(*TOWN, assigned(), reported(on=DAY))


def known(*history: Happened) -> State:
    return ASSIGNMENT.fold([line for _, line in stored(history)])


def set_to(due_on: date | None, *, on: date) -> Happened:
    event = DeadlineSet(deadline=Deadline(due_on=due_on), authority=DECISION, cause="decision")
    return happened(event, STREAM, by=DEPUTY.actor, on=on)


def withdrawn(effective_on: date) -> Happened:
    return happened(Withdrawn(effective_on=effective_on, authority=DECISION), STREAM, on=DAY)


def fact(event: CompletionReported, **texts: str) -> Fact:
    return Fact(stream=STREAM, data=event, texts=texts)


def completion(
    *, figures: Figures | None = None, shortfall: bool | None = None, number: int = 1, submitted_on: date = DAY
) -> CompletionReported:
    return CompletionReported(
        report=number,
        completed_on=DONE_ON,
        submitted_on=submitted_on,
        due_on=DUE,
        figures=figures,
        shortfall=shortfall,
    )
