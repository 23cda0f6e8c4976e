"""Histories as long as a case needs them, all their assignments between a few schools and many items."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from domain.assignment.events import CompletionReported, ProgressReported, ReportAccepted, ReportReturned
from domain.deadline import Deadline
from tests import factories
from tests.factories import DEPUTY, OPENED, ROADMAP
from tests.scenario import ADOPTED_ON, Happened, happened

DAY: Final = date(2021, 6, 1)
"""On which everything after the order is recorded."""
TODAY: Final = date(2026, 11, 24)
_DUE_WITHIN: Final = 3_733  # days after the order: at ``TODAY`` six of ten are due


def town(schools: int, items: int) -> list[Happened]:
    """Return what comes before any assignment: the district, its people and schools, the order with its items."""
    keys = [school(n) for n in range(schools)]
    grants = [factories.granted(f"organisation:{key}", "school", key) for key in keys]
    return [
        *OPENED,
        factories.granted(DEPUTY.actor, "supervisor"),
        *grants,
        *factories.registered(*map(factories.organisation, keys)),
        factories.adopted(),
        *(factories.added(str(item)) for item in range(items)),
    ]


def school(number: int) -> str:
    return f"school-{number}"


def assignment(number: int, schools: int) -> str:
    """Return the key of an assignment: schools take turns, item by item."""
    return f"{ROADMAP}/{number // schools}/{school(number % schools)}"


def births(count: int, schools: int) -> Iterator[Happened]:
    for number in range(count):
        due = _due(number)
        born = factories.born(
            item=str(number // schools),
            school=school(number % schools),
            deadline=Deadline(written_on=due, due_on=due, control_on=due),
        )
        yield happened(born, f"assignment/{assignment(number, schools)}")


def lives(count: int, schools: int) -> Iterator[Happened]:
    """Of twenty that are due one was never reported, and the report of one was returned: a tenth is overdue."""
    for number in range(count):
        due = _due(number)
        if due >= TODAY or number % 20 == 0:
            continue
        submitted = due - timedelta(days=3)
        report = CompletionReported(report=1, completed_on=submitted, submitted_on=submitted, due_on=due)
        yield _later(number, schools, report, f"organisation:{school(number % schools)}")
        review = ReportReturned(report=1) if number % 20 == 1 else ReportAccepted(1)
        yield _later(number, schools, review, DEPUTY.actor)


def _due(number: int) -> date:
    return ADOPTED_ON + timedelta(days=1 + number * 7 % _DUE_WITHIN)


def progress(count: int, schools: int) -> Iterator[Happened]:
    """Of many assignments a word each, which changes nothing that a list shows."""
    for number in range(count):
        yield _later(number, schools, ProgressReported(as_of=DAY), f"organisation:{school(number % schools)}")


def _later(number: int, schools: int, data: Struct, actor: str) -> Happened:
    return happened(data, f"assignment/{assignment(number, schools)}", by=actor, on=DAY)
