"""What can happen to an assignment. A tag is the storage format: rename the class freely, never the tag."""

from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

from domain.act import Authority
from domain.deadline import Deadline
from domain.target import Figures, Target

DeadlineCause: TypeAlias = Literal["act", "decision", "recalculation"]
TargetsCause: TypeAlias = Literal["act", "joined"]
TransferCause: TypeAlias = Literal["reorganised"]
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


class Acknowledged(Struct, frozen=True, tag="assignment.acknowledged"):
    """The executor has seen what is asked of him; who and when stand in the entry."""


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


class ReportWithdrawn(Struct, frozen=True, tag="assignment.report_withdrawn"):
    """Its author took back a report that nobody had reviewed."""

    report: int


class ReportAccepted(Struct, frozen=True, tag="assignment.report_accepted"):
    report: int


class ReportReturned(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="assignment.report_returned"):
    report: int
    rework_by: date | None = None


class MeasurementCorrected(Struct, frozen=True, kw_only=True, tag="assignment.measurement_corrected"):
    """Of an accepted report it waits for the supervisor, of one under review it replaces the figures (rule 7)."""

    report: int
    figures: Figures


class CorrectionAccepted(Struct, frozen=True, tag="assignment.correction_accepted"):
    report: int


class CorrectionRefused(Struct, frozen=True, tag="assignment.correction_refused"):
    report: int


class ExtensionRequested(Struct, frozen=True, tag="assignment.extension_requested"):
    due_on: date


class ExtensionGranted(Struct, frozen=True, kw_only=True, tag="assignment.extension_granted"):
    """The day may be another one than was asked for."""

    deadline: Deadline
    authority: Authority


class ExtensionDenied(Struct, frozen=True, tag="assignment.extension_denied"):
    """The deadline stays as it was."""


class DeadlineSet(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="assignment.deadline_set"):
    """``authority`` is absent only when the control day alone moves."""

    deadline: Deadline
    authority: Authority | None = None
    cause: DeadlineCause


class Transferred(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="assignment.transferred"):
    """``organisation`` is the executor from now on."""

    organisation: str
    effective_on: date
    cause: TransferCause | None = None


class Withdrawn(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="assignment.withdrawn"):
    effective_on: date
    authority: Authority
    cause: WithdrawalCause | None = None


class Restored(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="assignment.restored"):
    """Back on control; the gap since the withdrawal stays."""

    effective_on: date
    authority: Authority
    cause: WithdrawalCause | None = None


class RecognisedExecuted(Struct, frozen=True, tag="assignment.recognised_executed"):
    authority: Authority


class TargetsSet(Struct, frozen=True, kw_only=True, tag="assignment.targets_set"):
    targets: list[Target]
    cause: TargetsCause


class EvidenceAttached(Struct, frozen=True, tag="assignment.evidence_attached"):
    """Link or file is a text (DOMAIN rule 13)."""


class Annotated(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="assignment.annotated"):
    """``promised_on`` is the day that the executor promised; it moves no deadline."""

    promised_on: date | None = None


Event: TypeAlias = (
    Assigned
    | Acknowledged
    | ProgressReported
    | CompletionReported
    | ReportWithdrawn
    | ReportAccepted
    | ReportReturned
    | MeasurementCorrected
    | CorrectionAccepted
    | CorrectionRefused
    | ExtensionRequested
    | ExtensionGranted
    | ExtensionDenied
    | DeadlineSet
    | Transferred
    | Withdrawn
    | Restored
    | RecognisedExecuted
    | TargetsSet
    | EvidenceAttached
    | Annotated
)
