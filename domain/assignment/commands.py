"""What one may ask of an assignment: who may is checked first, then what its state allows decides."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from domain.assignment import decide
from domain.assignment.events import Paper
from domain.assignment.state import ASSIGNMENT, State
from domain.command import Caller, Command
from domain.decider import Fact, Past
from domain.entry import encode
from domain.refusals import NotFound
from domain.rights import Right, require
from domain.roadmap.state import ROADMAP
from domain.target import Figures

Words: TypeAlias = Annotated[str, Meta(min_length=1, max_length=4000)]


class Link(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Evidence that lies elsewhere."""

    title: Annotated[str, Meta(min_length=1, max_length=300)]
    url: Annotated[str, Meta(pattern=r"^https?://\S+$", max_length=2000)]


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

    def _allowed(self, past: Past, caller: Caller, day: date, right: Right) -> State:
        """Return the state of the assignment if it exists and the caller has the right over it."""
        state = self._state(past)
        require(past, caller, day, right, name=self.assignment, organisation=state.organisation)
        return state


class _Report(OnAssignment, frozen=True, kw_only=True):
    def on_behalf_of(self, past: Past, caller: Caller) -> str | None:
        """Name the organisation a person reports for: as its secretary, or as the office that registers its paper."""
        return f"organisation:{self._state(past).organisation}" if caller.actor.startswith("person:") else None


class _Review(OnAssignment, frozen=True, kw_only=True):
    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        streams = {caller.access, self.stream}
        if past.version(self.stream):
            streams.add(f"roadmap/{self._state(past).roadmap}")
        return streams

    def _reviewed(self, past: Past, caller: Caller, day: date) -> State:
        """Return the state if the caller supervises its roadmap (DOMAIN rule 11)."""
        state = self._state(past)
        supervisor = past.state(ROADMAP, f"roadmap/{state.roadmap}").head.supervisor
        name, organisation = self.assignment, state.organisation
        require(past, caller, day, Right.REVIEW, name=name, organisation=organisation, supervisor=supervisor)
        return state


class ReportCompletion(_Report, frozen=True, kw_only=True, tag="report-completion"):
    """A completion report; with ``paper`` the office registers what a school sent on paper."""

    completed_on: date
    note: str | None = None
    figures: Figures | None = None
    evidence: tuple[Link, ...] = ()
    shortfall: str | None = None
    paper: Paper | None = None

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state = self._allowed(past, caller, day, Right.REGISTER_PAPER if self.paper else Right.REPORT)
        event = decide.report(
            state,
            day,
            completed_on=self.completed_on,
            figures=self.figures,
            paper=self.paper,
            shortfall=self.shortfall is not None,
        )
        return [Fact(stream=self.stream, data=event, texts=self._texts())]

    def _texts(self) -> dict[str, str]:
        evidence = {f"evidence_{n}": encode(link).decode() for n, link in enumerate(self.evidence)}
        return _present(note=self.note, shortfall=self.shortfall) | evidence


class ReportProgress(_Report, frozen=True, kw_only=True, tag="report-progress"):
    as_of: date
    note: str | None = None
    figures: Figures | None = None

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state = self._allowed(past, caller, day, Right.REPORT)
        event = decide.progress(state, day, as_of=self.as_of, figures=self.figures)
        return [Fact(stream=self.stream, data=event, texts=_present(note=self.note))]


class AcceptReport(_Review, frozen=True, kw_only=True, tag="accept-report"):
    note: str | None = None

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        event = decide.accept(self._reviewed(past, caller, day), caller.actor)
        return [Fact(stream=self.stream, data=event, texts=_present(note=self.note))]


class ReturnReport(_Review, frozen=True, kw_only=True, tag="return-report"):
    reason: str
    rework_by: date | None = None

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state = self._reviewed(past, caller, day)
        event = decide.give_back(state, caller.actor, day, rework_by=self.rework_by)
        return [Fact(stream=self.stream, data=event, texts={"reason": self.reason})]


def _present(**texts: str | None) -> dict[str, str]:
    return {part: words for part, words in texts.items() if words is not None}
