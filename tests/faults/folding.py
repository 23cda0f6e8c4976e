"""The fold of the log, at every position at which a list was read or the read models were seen."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import cast

from msgspec import Struct

from domain.assignment.events import Event as AssignmentEvent
from domain.assignment.state import ASSIGNMENT, State
from domain.entry import Recorded
from domain.events import Event
from tests.faults.commands import Sending
from tests.faults.district import ITEM, ROADMAP
from tests.faults.history import Seen
from tests.faults.verdict import Verdict


class Folded(Struct, frozen=True, kw_only=True):
    """``states`` is the state of an assignment after each entry about it, by position and stream."""

    states: dict[tuple[int, str], State]
    found: Verdict


def folded(entries: Sequence[Recorded[Event]], sent: Iterable[Sending], seen: Iterable[Seen]) -> Folded:
    """Go through the log once and compare on the way."""
    lists = [sending for sending in sent if sending.asked.what == "overdue" and sending.status == 200]
    asked: list[Sending | Seen] = sorted([*lists, *seen], key=_position, reverse=True)
    size = entries[-1].position if entries else 0
    now, since, states = dict[str, State](), dict[str, int](), dict[tuple[int, str], State]()
    found: Verdict = Counter()
    for entry in entries:
        while asked and _position(asked[-1]) < entry.position:
            found += _compared(asked.pop(), now, since, size)
        category, _, name = entry.stream.partition("/")
        if category == "assignment":
            recorded = cast("Recorded[AssignmentEvent]", entry)
            states[entry.position, entry.stream] = now[name] = ASSIGNMENT.evolve(now.get(name, State()), recorded)
            since[name] = entry.position
    while asked:
        found += _compared(asked.pop(), now, since, size)
    return Folded(states=states, found=found)


def _position(question: Sending | Seen) -> int:
    if isinstance(question, Seen):
        return question.position
    assert question.answer
    return int(question.answer.body["position"])


def _compared(question: Sending | Seen, now: Mapping[str, State], since: Mapping[str, int], size: int) -> Verdict:
    if isinstance(question, Seen):
        false = _false_rows(question, now, since) + (question.trail[0] != question.trail[1])
        return Counter({"false models": false + (question.position > size), "parked": question.parked})
    return Counter({"wrong lists": int(not _is_true(question, now))})


def _is_true(question: Sending, now: Mapping[str, State]) -> bool:
    assert question.answer
    body = question.answer.body
    on = date.fromisoformat(body["on"])
    here = (name for name, state in now.items() if (state.roadmap, state.item) == (ROADMAP, ITEM) and state.overdue(on))
    return bool(sorted(here) == body["overdue"])


def _false_rows(seen: Seen, now: Mapping[str, State], since: Mapping[str, int]) -> int:
    true = {name: _row(state, since[name]) for name, state in now.items()}
    return sum(true.get(name) != seen.rows.get(name) for name in true.keys() | seen.rows.keys())


def _row(state: State, since: int) -> tuple[int, str, int, int, str | None]:
    completed_on = state.completed_on.isoformat() if state.completed_on else None
    return (state.version, state.state, state.report, since, completed_on)
