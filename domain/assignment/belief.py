"""What is believed of an assignment at one position of the log."""

from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

from domain.assignment import in_force
from domain.assignment.events import WithdrawalCause
from domain.assignment.in_force import InForce
from domain.target import Target

Status: TypeAlias = Literal["assigned", "reported", "accepted", "returned", "withdrawn"]
Timeliness: TypeAlias = Literal["in_time", "reworked", "late"]


class State(Struct, frozen=True, kw_only=True):
    """What is remembered of one assignment, group by group.

    From ``completed_on`` to ``shortfall`` it is the standing report (DOMAIN rule 5), ``timeliness`` its own (rule 6);
    ``returned_timeliness`` is that of the report returned last. ``resumes`` is where a restoration leads back to.
    ``extension_…`` and ``correction_…`` are what waits for the supervisor.
    """

    version: int = 0
    roadmap: str = ""
    item: str = ""
    period: str | None = None
    organisation: str = ""
    transferred_on: date | None = None
    state: Status = "assigned"
    resumes: Status | None = None
    withdrawal_cause: WithdrawalCause | None = None
    assigned_on: date = date.min
    acknowledged_on: date | None = None
    acknowledged_by: str | None = None
    in_force: InForce = ()
    starts_on: date | None = None
    written_on: date | None = None
    due_on: date | None = None
    control_on: date | None = None
    provisional: bool = False
    extended_late: bool = False
    promised_on: date | None = None
    extension_due_on: date | None = None
    extension_asked_on: date | None = None
    extension_asked_by: str | None = None
    targets: tuple[Target, ...] = ()
    report: int = 0
    reporter: str | None = None
    rework_by: date | None = None
    returned_timeliness: Timeliness | None = None
    completed_on: date | None = None
    submitted_on: date | None = None
    answers_due_on: date | None = None
    timeliness: Timeliness | None = None
    engaged: int | None = None
    enrolled: int | None = None
    shortfall: bool = False
    correction_engaged: int | None = None
    correction_enrolled: int | None = None
    correction_on: date | None = None
    correction_by: str | None = None

    def overdue(self, on: date) -> bool:
        """Tell whether it was overdue on a day by what this belief knows (DOMAIN rule 5)."""
        return (
            self.due_on is not None
            and self.due_on < on
            and in_force.holds(self.in_force, on)
            and (self.submitted_on is None or self.submitted_on > on)
        )

    @property
    def ended_on(self) -> date:
        """The day from which it is not in force any more; its birth where it never was."""
        last = self.in_force[-1][1] if self.in_force else None
        return last or self.assigned_on
