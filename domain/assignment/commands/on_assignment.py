"""What every command on an assignment has in common: its streams, and who may (DOMAIN rule 11)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from domain.assignment.state import ASSIGNMENT, State
from domain.command import Caller, Command
from domain.decider import Fact, Past
from domain.refusals import NotFound
from domain.rights import Right, require
from domain.roadmap.state import ROADMAP

Words: TypeAlias = Annotated[str, Meta(min_length=1, max_length=4000)]


class OnAssignment(Command, frozen=True, kw_only=True):
    assignment: str
    """Its key, such as ``647-2020/4/school-12``."""

    @property
    def stream(self) -> str:
        return f"assignment/{self.assignment}"

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {caller.access, self.stream}

    def _state(self, past: Past) -> State:
        state = past.state(ASSIGNMENT, self.stream)
        if state.version == 0:
            raise NotFound(name=self.assignment)
        return state

    def _fact(self, event: Struct, **texts: str | None) -> Sequence[Fact]:
        given = {part: words for part, words in texts.items() if words is not None}
        return [Fact(stream=self.stream, data=event, texts=given)]


class OfExecutor(OnAssignment, frozen=True, kw_only=True):
    """What an organisation does on its own assignments."""

    def on_behalf_of(self, past: Past, caller: Caller) -> str | None:
        """Name the organisation a person acts for: as its secretary, or as the office that registers its paper."""
        return f"organisation:{self._state(past).organisation}" if caller.actor.startswith("person:") else None

    def _allowed(self, past: Past, caller: Caller, day: date, right: Right = Right.REPORT) -> State:
        """Return the state of the assignment if it exists and the caller has the right over it."""
        state = self._state(past)
        require(past, caller, day, right, name=self.assignment, organisation=state.organisation)
        return state


class OfSupervisor(OnAssignment, frozen=True, kw_only=True):
    """What the supervisor of its roadmap decides."""

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        streams = {*super().streams(caller, past)}
        if past.version(self.stream):
            streams.add(f"roadmap/{self._state(past).roadmap}")
        return streams

    def _supervised(self, past: Past, caller: Caller, day: date, right: Right) -> State:
        """Return the state if the caller has the right, which a supervisor has within his roadmaps."""
        state = self._state(past)
        supervisor = past.state(ROADMAP, f"roadmap/{state.roadmap}").head.supervisor
        name, organisation = self.assignment, state.organisation
        require(past, caller, day, right, name=name, organisation=organisation, supervisor=supervisor)
        return state
