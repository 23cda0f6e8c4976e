"""A retry: the key alone makes it, and it answers as the first time whatever was recorded in between."""

from contextlib import suppress
from datetime import date
from typing import Final
from uuid import UUID, uuid4

import asyncpg
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.assignment.commands import AcceptReport, ReportCompletion, ReportProgress, ReturnReport
from domain.command import Caller, Command
from domain.directory import RegisterOrganisations
from domain.granting import Grant, Revoke
from domain.refusals import Refused
from domain.roadmap.commands import Assign, NameSupervisor
from service.ledger.batch import Outcome
from service.ledger.event_store import EventStore
from service.ledger.ledger import Ledger
from tests.factories import (
    ADMINISTRATOR,
    AMENDMENT,
    DEPUTY,
    EXECUTOR,
    OTHER_SCHOOL,
    ROADMAP,
    SCHOOL,
    TOWN,
    added,
    assigned,
    organisation,
)
from tests.projections.test_laws import LAW
from tests.recording import open_log, record

SCHOOL_1, SCHOOL_2 = (f"{ROADMAP}/4/{school}" for school in ("school-1", "school-2"))
CURIOUS: Final = (*TOWN, added(), assigned(school="school-1"), assigned(school="school-2"))
ASKED: Final[tuple[tuple[Caller, Command], ...]] = (
    (SCHOOL, ReportCompletion(assignment=SCHOOL_1, completed_on=date(2020, 12, 1), note="Готово")),
    (SCHOOL, ReportProgress(assignment=SCHOOL_1, as_of=date(2020, 12, 1))),
    (OTHER_SCHOOL, ReportCompletion(assignment=SCHOOL_2, completed_on=date(2020, 12, 2))),
    (DEPUTY, ReturnReport(assignment=SCHOOL_1, reason="Нет цифр")),
    (DEPUTY, AcceptReport(assignment=SCHOOL_1)),
    (DEPUTY, NameSupervisor(roadmap=ROADMAP, person="other-deputy", act=AMENDMENT)),
    (DEPUTY, Assign(roadmap=ROADMAP, item="4", organisation="school-3")),
    (EXECUTOR, RegisterOrganisations(organisations=[organisation("school-4")])),
    (ADMINISTRATOR, Revoke(actor=SCHOOL.actor, role="school", organisation="school-1", ground="Закрыта")),
    (ADMINISTRATOR, Grant(actor=SCHOOL.actor, role="school", organisation="school-1")),
)


@LAW
@given(st.lists(st.sampled_from(ASKED), min_size=2, max_size=10))
async def test_a_retried_command_answers_as_the_first_time_whatever_happened_since(
    owner: asyncpg.Connection, pool: asyncpg.Pool, store: EventStore, asked: list[tuple[Caller, Command]]
) -> None:
    ledger, district = Ledger(pool, [bytes(32)]), await open_log(owner)
    await record(store, district, CURIOUS)
    first: dict[UUID, tuple[Caller, Command, Outcome]] = {}
    for caller, command in asked:
        here, key = replace(caller, district=district), uuid4()
        with suppress(Refused):
            first[key] = here, command, await ledger.carry_out(here, key, command)
    again = {key: await ledger.carry_out(caller, key, command) for key, (caller, command, _) in first.items()}

    assert {key: replace(outcome, status="replayed") for key, (_, _, outcome) in first.items()} == again
