"""The loop of every command: a key answers for ever as it answered first, and a decision is made on what is true."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import date
from typing import Final
from uuid import UUID, uuid4

import asyncpg
import pytest
from msgspec import Struct
from msgspec.structs import replace

from domain.assignment.commands import AcceptReport, ReportCompletion, ReportProgress, ReturnReport
from domain.assignment.events import CompletionReported, Paper, ProgressReported, ReportReturned
from domain.assignment.refusals import NothingToReview, UnderReview
from domain.command import Caller, Command
from domain.decider import Fact, Past
from domain.entry import Recorded
from domain.events import Event, decode
from domain.granting import Revoke
from domain.refusals import Forbidden, NotFound
from domain.roadmap.commands import NameSupervisor
from domain.roadmap.decide_deadline import DecideDeadline
from service.ledger.batch import Outcome, Request
from service.ledger.event_store import EventStore
from service.ledger.execute import ATTEMPTS, Busy, KeyReused, execute, load, rehearse
from service.ledger.fingerprint import fingerprints
from tests.factories import (
    ADMINISTRATOR,
    AMENDMENT,
    DECISION,
    DEPUTY,
    EXECUTOR,
    KEY,
    ROADMAP,
    SCHOOL,
    SCHOOLS,
    TOWN,
    added,
    assigned,
)
from tests.recording import record

DAY: Final = date(2020, 12, 25)
STREAM: Final = f"assignment/{KEY}"
HISTORY: Final = (*TOWN, added(), assigned(school="school-1"), assigned(school="school-2"))
SECRETS: Final = (b"present",)
REPORT: Final = ReportCompletion(assignment=KEY, completed_on=date(2020, 12, 20), note="готово")
PROGRESS: Final = ReportProgress(assignment=KEY, as_of=DAY)
RETURN: Final = ReturnReport(assignment=KEY, reason="Нет цифр")
ACCEPT: Final = AcceptReport(assignment=KEY)
FIRE: Final = Revoke(actor=SCHOOL.actor, role="school", organisation="school-1", ground="Закрыта")


class Desk(Struct, frozen=True, kw_only=True):
    """Where the commands of one district are taken in."""

    store: EventStore
    district: str

    async def send(
        self,
        caller: Caller,
        command: Command,
        *,
        key: UUID | None = None,
        day: date = DAY,
        secrets: Sequence[bytes] = SECRETS,
    ) -> Outcome:
        here = replace(caller, district=self.district)
        asked = fingerprints(secrets, command, on_behalf_of=caller.on_behalf_of)
        outcome, _ = await execute(self.store, here, key or uuid4(), command, day=day, asked=asked)
        return outcome

    async def entries(self, stream: str = STREAM) -> list[Recorded[Event]]:
        return [decode(entry) for entry in (await self.store.load(self.district, [stream]))[stream]]

    async def facts(self) -> list[type[Struct]]:
        """Return what happened to the assignment after its birth."""
        return [type(entry.data) for entry in (await self.entries())[1:]]


@pytest.fixture
async def desk(store: EventStore, district: str) -> Desk:
    await record(store, district, HISTORY)
    return Desk(store=store, district=district)


async def keys(root: asyncpg.Connection, district: str) -> int:
    """Count the keys that are known beyond those of the history."""
    known: int = await root.fetchval("select count(*) from log.commands where district = $1", district)
    return known - len(HISTORY)


# Retries


async def test_a_late_retry_answers_as_first_although_the_state_has_changed(desk: Desk) -> None:
    key = uuid4()
    first = await desk.send(SCHOOL, REPORT, key=key)
    await desk.send(DEPUTY, RETURN)
    again = await desk.send(SCHOOL, REPORT, key=key)  # would now be decided anew, as a second report
    await desk.send(SCHOOL, REPORT)
    late = await desk.send(SCHOOL, REPORT, key=key)  # would now be refused

    assert [first, replace(first, status="replayed"), replace(first, status="replayed")] == [first, again, late]
    assert [CompletionReported, ReportReturned, CompletionReported] == await desk.facts()


async def test_a_retry_after_midnight_is_the_same_request(desk: Desk) -> None:
    key = uuid4()
    await desk.send(SCHOOL, REPORT, key=key)

    assert "replayed" == (await desk.send(SCHOOL, REPORT, key=key, day=date(2020, 12, 26))).status


async def test_a_retry_after_the_secret_changed_is_the_same_request(desk: Desk) -> None:
    key = uuid4()
    await desk.send(SCHOOL, REPORT, key=key)

    assert "replayed" == (await desk.send(SCHOOL, REPORT, key=key, secrets=(b"next", *SECRETS))).status
    with pytest.raises(KeyReused):
        await desk.send(SCHOOL, REPORT, key=key, secrets=(b"next",))


async def test_another_body_under_the_key_is_told_so_also_where_it_would_be_refused(desk: Desk) -> None:
    key = uuid4()
    await desk.send(SCHOOL, REPORT, key=key)
    for other in (replace(REPORT, note="иначе"), ACCEPT, replace(REPORT, assignment=f"{ROADMAP}/4/school-2")):
        with pytest.raises(KeyReused):
            await desk.send(SCHOOL, other, key=key)


async def test_a_refusal_leaves_no_key_behind(desk: Desk, root: asyncpg.Connection) -> None:
    key = uuid4()
    with pytest.raises(NothingToReview):
        await desk.send(DEPUTY, ACCEPT, key=key)
    before = await keys(root, desk.district)
    await desk.send(SCHOOL, REPORT)
    accepted = await desk.send(DEPUTY, ACCEPT, key=key)

    assert (0, "appended") == (before, accepted.status)


async def test_a_retry_by_one_whose_role_was_revoked_answers_as_first(desk: Desk) -> None:
    key = uuid4()
    first = await desk.send(SCHOOL, REPORT, key=key)
    await desk.send(ADMINISTRATOR, FIRE)

    assert replace(first, status="replayed") == await desk.send(SCHOOL, REPORT, key=key)


class Nothing(Command, frozen=True, tag="nothing"):
    """Decides nothing."""

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {"nothing"}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        return []


async def test_a_decision_without_an_event_is_an_error_and_no_answer(desk: Desk, root: asyncpg.Connection) -> None:
    with pytest.raises(ValueError, match="without an event"):
        await desk.send(SCHOOL, Nothing())

    assert 0 == await keys(root, desk.district)


# What is recorded


async def test_an_entry_tells_who_asked_how_in_whose_name_under_which_key_and_on_which_day(desk: Desk) -> None:
    key = uuid4()
    await desk.send(EXECUTOR, replace(REPORT, paper=Paper(incoming_on=DAY, number="01-12/45")), key=key)
    (_, entry) = await desk.entries()

    assert (desk.district, EXECUTOR.actor, EXECUTOR.via, "organisation:school-1", key, DAY) == (
        entry.district,
        entry.actor,
        entry.via,
        entry.on_behalf_of,
        entry.command,
        entry.day,
    )


async def test_the_words_of_a_decision_lie_beside_the_log_under_a_salt_of_their_own(
    desk: Desk, root: asyncpg.Connection
) -> None:
    await desk.send(SCHOOL, REPORT)
    await desk.send(DEPUTY, RETURN)
    await desk.send(SCHOOL, REPORT)
    rows = await root.fetch("select text, salt from log.texts where district = $1 and part = 'note'", desk.district)
    entries = (await desk.store.load(desk.district, [STREAM]))[STREAM]

    assert ["готово", "готово"] == [row["text"] for row in rows]
    assert 2 == len({row["salt"] for row in rows})
    assert "готово".encode() not in b"".join(entries)


async def test_a_rehearsal_answers_as_real_and_records_nothing(desk: Desk, root: asyncpg.Connection) -> None:
    caller = replace(SCHOOL, district=desk.district)
    past = await rehearse(desk.store, caller, uuid4(), REPORT, day=DAY)

    assert (2, 0) == (past.version(STREAM), await keys(root, desk.district))
    assert isinstance(decode(past.streams[STREAM][-1]).data, CompletionReported)


async def test_streams_that_a_first_look_names_are_loaded_with_it_as_of_one_moment(desk: Desk) -> None:
    decide = DecideDeadline(roadmap=ROADMAP, item="4", decision="none", ground="Записка", authority=DECISION)
    past = await load(desk.store, replace(DEPUTY, district=desk.district), decide)
    of_all = {f"assignment/{ROADMAP}/4/{key}" for key in ("office", *SCHOOLS)}

    assert {DEPUTY.access, f"roadmap/{ROADMAP}", "directory", "district"} | of_all == past.streams.keys()
    assert 0 == past.version(f"assignment/{ROADMAP}/4/school-3")


# Races


class Overtaken(EventStore):
    """A store where others are quicker: when it has loaded ``stream``, they carry something out before its append."""

    def __init__(self, pool: asyncpg.Pool, *, stream: str, by: Callable[[], Awaitable[object]], times: int = 1) -> None:
        super().__init__(pool)
        self._stream, self._by, self._times = stream, by, times
        self.answers: list[str] = []

    async def load(self, district: str, streams: Collection[str]) -> dict[str, list[bytes]]:
        seen = await super().load(district, streams)
        if self._times and self._stream in streams:
            self._times -= 1
            await self._by()
        return seen

    async def append(self, request: Request) -> Outcome:
        outcome = await super().append(request)
        self.answers.append(outcome.status)
        return outcome


async def test_of_many_who_decide_at_once_each_is_decided_on_what_is_true(desk: Desk) -> None:
    answers = await asyncio.gather(*[desk.send(SCHOOL, REPORT) for _ in range(20)], return_exceptions=True)

    assert 1 == sum(isinstance(answer, Outcome) and answer.status == "appended" for answer in answers)
    assert 19 == sum(isinstance(answer, UnderReview) for answer in answers)


async def test_a_revoked_role_wins_against_a_report_that_was_decided_before(desk: Desk, pool: asyncpg.Pool) -> None:
    store = Overtaken(pool, stream=SCHOOL.access, by=lambda: desk.send(ADMINISTRATOR, FIRE))
    with pytest.raises(NotFound):
        await replace(desk, store=store).send(SCHOOL, REPORT)

    assert (["conflict"], []) == (store.answers, await desk.facts())


async def test_a_new_supervisor_wins_against_an_acceptance_that_was_decided_before(
    desk: Desk, pool: asyncpg.Pool
) -> None:
    await desk.send(SCHOOL, REPORT)
    naming = NameSupervisor(roadmap=ROADMAP, person="other-deputy", act=AMENDMENT)
    store = Overtaken(pool, stream=f"roadmap/{ROADMAP}", by=lambda: desk.send(DEPUTY, naming))
    with pytest.raises(Forbidden):
        await replace(desk, store=store).send(DEPUTY, ACCEPT)

    assert (["conflict"], [CompletionReported]) == (store.answers, await desk.facts())


async def test_who_was_overtaken_by_what_does_not_hinder_him_decides_again(desk: Desk, pool: asyncpg.Pool) -> None:
    store = Overtaken(pool, stream=STREAM, by=lambda: desk.send(SCHOOL, PROGRESS), times=3)
    await replace(desk, store=store).send(SCHOOL, REPORT)

    assert [*["conflict"] * 3, "appended"] == store.answers
    assert [*[ProgressReported] * 3, CompletionReported] == await desk.facts()


async def test_who_is_overtaken_every_time_is_told_to_send_again(desk: Desk, pool: asyncpg.Pool) -> None:
    store = Overtaken(pool, stream=STREAM, by=lambda: desk.send(SCHOOL, PROGRESS), times=ATTEMPTS)
    with pytest.raises(Busy):
        await replace(desk, store=store).send(SCHOOL, REPORT)

    assert [ProgressReported] * ATTEMPTS == await desk.facts()


async def test_the_same_key_from_two_servers_at_once_is_recorded_once(desk: Desk, pool: asyncpg.Pool) -> None:
    key = uuid4()
    store = Overtaken(pool, stream=STREAM, by=lambda: desk.send(SCHOOL, REPORT, key=key))

    assert "replayed" == (await replace(desk, store=store).send(SCHOOL, REPORT, key=key)).status
    assert [CompletionReported] == await desk.facts()
