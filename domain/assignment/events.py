"""What can happen to an assignment. A tag is the storage format: rename the class freely, never the tag."""

from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

from domain.act import Authority
from domain.deadline import Deadline
from domain.target import Figures, Target

DeadlineCause: TypeAlias = Literal["act", "decision", "recalculation"]
WithdrawalCause: TypeAlias = Literal["revoked", "reorganised", "joined", "decision"]


class Paper(Struct, frozen=True, kw_only=True):
    """Where a report on paper stands in the office's register of incoming letters."""

    incoming_on: date
    number: str


class Assigned(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="assignment.assigned"):
    """``assigned_on`` is the act's date, or the day of a later assignment."""

    roadmap: str
    item: str
    period: str | None = None
    organisation: str
    assigned_on: date
    deadline: Deadline
    targets: list[Target]
    group: Literal["schools"] | None = None


class ProgressReported(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="assignment.progress_reported"):
    as_of: date
    figures: Figures | None = None


class CompletionReported(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="assignment.completion_reported"):
    """``due_on`` is the due day it answers; ``submitted_on`` the day of recording or the paper's incoming day."""

    report: int
    completed_on: date
    submitted_on: date
    due_on: date | None = None
    figures: Figures | None = None
    paper: Paper | None = None
    shortfall: bool | None = None


class ReportAccepted(Struct, frozen=True, tag="assignment.report_accepted"):
    report: int


class ReportReturned(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="assignment.report_returned"):
    report: int
    rework_by: date | None = None


class DeadlineSet(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="assignment.deadline_set"):
    """``authority`` is absent only when the control day alone moves."""

    deadline: Deadline
    authority: Authority | None = None
    cause: DeadlineCause


class Withdrawn(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="assignment.withdrawn"):
    effective_on: date
    authority: Authority
    cause: WithdrawalCause | None = None


class RecognisedExecuted(Struct, frozen=True, tag="assignment.recognised_executed"):
    authority: Authority


Event: TypeAlias = (
    Assigned
    | ProgressReported
    | CompletionReported
    | ReportAccepted
    | ReportReturned
    | DeadlineSet
    | Withdrawn
    | RecognisedExecuted
)
