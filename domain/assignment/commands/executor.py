"""What an organisation does on its own assignment: takes note, reports, corrects, asks for time, shows evidence."""

from collections.abc import Collection, Sequence
from datetime import date

from msgspec.structs import replace

from domain import district
from domain.assignment.commands.on_assignment import OfExecutor
from domain.assignment.events import Paper
from domain.assignment.evidence import Evidence, asked, check_kept, texts
from domain.assignment.rules import deadlines, reports
from domain.command import Caller, Command
from domain.decider import Fact, Past
from domain.district import DISTRICT
from domain.rights import Right
from domain.target import Figures


class Acknowledge(OfExecutor, frozen=True, kw_only=True, tag="acknowledge"):
    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        return self._fact(reports.acknowledge(self._allowed(past, caller, day)))


class ReportProgress(OfExecutor, frozen=True, kw_only=True, tag="report-progress"):
    as_of: date
    note: str | None = None
    figures: Figures | None = None

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        event = reports.progress(self._allowed(past, caller, day), day, as_of=self.as_of, figures=self.figures)
        return self._fact(event, note=self.note)


class ReportCompletion(OfExecutor, frozen=True, kw_only=True, tag="report-completion"):
    """A completion report; with ``paper`` the office registers what a school sent on paper."""

    completed_on: date
    note: str | None = None
    figures: Figures | None = None
    evidence: tuple[Evidence, ...] = ()
    shortfall: str | None = None
    paper: Paper | None = None

    @property
    def asked(self) -> Command:
        return replace(self, evidence=tuple(map(asked, self.evidence)))

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state = self._allowed(past, caller, day, Right.REGISTER_PAPER if self.paper else Right.REPORT)
        event = reports.report(
            state,
            day,
            completed_on=self.completed_on,
            figures=self.figures,
            paper=self.paper,
            shortfall=self.shortfall is not None,
        )
        for number, one in enumerate(self.evidence):
            check_kept(one, f"evidence[{number}].file")
        return self._fact(event, note=self.note, shortfall=self.shortfall, **texts(self.evidence))


class WithdrawReport(OfExecutor, frozen=True, kw_only=True, tag="withdraw-report"):
    """Takes back the report under review: its organisation does, or who registered it from paper."""

    note: str | None = None

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        own = self._state(past).reporter == caller.actor
        state = self._allowed(past, caller, day, Right.READ if own else Right.REPORT)
        return self._fact(reports.withdraw_report(state), note=self.note)


class CorrectMeasurement(OfExecutor, frozen=True, kw_only=True, tag="correct-measurement"):
    figures: Figures
    reason: str

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        event = reports.correct(self._allowed(past, caller, day), self.figures)
        return self._fact(event, reason=self.reason)


class AttachEvidence(OfExecutor, frozen=True, kw_only=True, tag="attach-evidence"):
    evidence: Evidence

    @property
    def asked(self) -> Command:
        return replace(self, evidence=asked(self.evidence))

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        event = reports.attach(self._allowed(past, caller, day))
        check_kept(self.evidence, "file")
        return self._fact(event, **texts([self.evidence]))


class RequestExtension(OfExecutor, frozen=True, kw_only=True, tag="request-extension"):
    """Asks for a later day; asked again, the later request stands for the earlier."""

    due_on: date
    reason: str

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {*super().streams(caller, past), district.STREAM}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state, here = self._allowed(past, caller, day), past.state(DISTRICT, district.STREAM)
        return self._fact(deadlines.request(state, here, day, due_on=self.due_on), reason=self.reason)
