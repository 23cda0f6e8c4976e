"""The overdue list: the one document that the API and the command line answer with (DESIGN section 10)."""

from collections.abc import Hashable
from datetime import UTC, date, datetime
from typing import Final

from msgspec import Struct, json
from msgspec.structs import replace

from projections import overdue as question
from projections.here import Districts
from projections.overdue import Overdue, Undecided
from projections.scope import Scope
from service.ledger.reading import Known
from service.postgres.pool import Connection

_MOST: Final = 500  # answers
_NEVER: Final = datetime(1, 1, 1, tzinfo=UTC)


class OverdueList(Struct, frozen=True, kw_only=True):
    """Before the log starts it has no rows and says when it started; ``next`` is the cursor of the page behind it."""

    on: date
    known_at: datetime
    position: int
    log_starts_at: datetime | None
    total: int
    under_review: int
    undecided: list[Undecided]
    rows: list[Overdue]
    next: str | None = None


class KeptAnswer(Struct, frozen=True, kw_only=True):
    """An answer in bytes, but for the moment at which it is given; ``cursor`` is that of the next page."""

    head: bytes
    tail: bytes
    cursor: str | None

    def at(self, now: datetime) -> bytes:
        return self.head + json.encode(now) + self.tail


class Kept:
    """Answers to what was asked before at a position; there they never change, so they need no question."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, KeptAnswer] = {}

    def find(self, scope: Scope, *, on: date, limit: int) -> KeptAnswer | None:
        return self._answers.get((scope, on, limit))

    def keep(self, scope: Scope, answer: OverdueList, *, limit: int) -> None:
        if len(self._answers) >= _MOST:
            self._answers.clear()
        head, _, tail = json.encode(replace(answer, known_at=_NEVER)).partition(json.encode(_NEVER))
        self._answers[scope, answer.on, limit] = KeptAnswer(head=head, tail=tail, cursor=answer.next)


async def overdue_list(
    connection: Connection,
    districts: Districts,
    scope: Scope,
    known: Known,
    *,
    on: date,
    limit: int,
    after: tuple[date, str] | None = None,
) -> OverdueList:
    """Return a page without its cursor; ``after`` is due day and key of the last row of the page before."""
    district = await districts.at(connection, scope.district, scope.position)
    counts = await question.counts(connection, scope, on=on)
    return OverdueList(
        on=on,
        known_at=known.known_at,
        position=scope.position,
        log_starts_at=known.log_starts_at,
        total=counts.total,
        under_review=counts.under_review,
        undecided=await question.undecided(connection, scope, on=on),
        rows=await question.overdue(connection, scope, on=on, calendar=district.calendar, after=after, limit=limit),
    )
