"""The registers as documents: what was decided, from which day to which, on whose authority and why."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from msgspec.structs import asdict

from domain.act import Authority
from projections.registers import Register, Registered
from service.identity.people import Person
from service.reports.layout import Column, Layout, Listed
from service.words import _


class Line(Registered, frozen=True, kw_only=True):
    """With the name of who acted."""

    actor_name: str

    @classmethod
    def of(cls, row: Registered, people: Mapping[str, Person]) -> "Line":
        person = people.get(row.actor.removeprefix("person:"))
        name = person.name if person else row.organisation_name or row.actor
        return cls(**asdict(row), actor_name=name)


KINDS: Final[Mapping[str, str]] = {
    "assignment.extension_requested": _("extension requested"),
    "assignment.extension_granted": _("extension granted"),
    "assignment.extension_denied": _("extension denied"),
    "assignment.deadline_set": _("deadline moved"),
    "roadmap.deadline_decided": _("deadline decided"),
    "assignment.report_returned": _("report returned"),
}
_AUTHORITIES: Final = {"act": _("act"), "decision": _("decision of the signatory"), "delegation": _("delegation")}


def _kind(authority: Authority | None) -> str | None:
    return _AUTHORITIES[authority.kind] if authority else None


def _dated(authority: Authority | None) -> date | None:
    return authority.dated_on if authority else None


def _number(authority: Authority | None) -> str | None:
    return authority.number if authority else None


def _columns() -> tuple[Column[Line], ...]:
    return (
        Column(title=_("When"), kind="moment", of=lambda row: row.recorded_at),
        Column(title=_("What"), kind="word", width=16, of=lambda row: KINDS[row.type]),
        Column(title=_("Roadmap"), width=12, of=lambda row: row.roadmap),
        Column(title=_("Item"), width=8, of=lambda row: row.item),
        Column(title=_("Organisation"), width=24, of=lambda row: row.organisation_name or row.organisation),
        Column(title=_("Who"), width=24, of=lambda row: row.actor_name),
        Column(title=_("Due before"), kind="date", of=lambda row: row.due_before),
        Column(title=_("Due after"), kind="date", of=lambda row: row.due_after),
        Column(title=_("Asked for"), kind="date", of=lambda row: row.asked_due_on),
        Column(title=_("Rework by"), kind="date", of=lambda row: row.rework_by),
        Column(title=_("Authority"), kind="word", of=lambda row: _kind(row.authority)),
        Column(title=_("No of the authority"), width=12, of=lambda row: _number(row.authority)),
        Column(title=_("Date of the authority"), kind="date", of=lambda row: _dated(row.authority)),
        Column(title=_("Why"), width=40, of=lambda row: row.reason),
        Column(title=_("What is to be done"), paper=False, of=lambda row: row.title),
        Column(title=_("Assignment"), paper=False, of=lambda row: row.assignment),
        Column(title=_("Position"), kind="number", paper=False, of=lambda row: row.position),
    )


_TITLES: Final[Mapping[Register, str]] = {
    "extensions": _("Register of extensions"),
    "deadlines": _("Register of moved deadlines"),
    "returns": _("Register of returned reports"),
}
LAYOUTS: Final[Mapping[Register, Layout[Listed[Line], Line]]] = {
    register: Layout[Listed[Line], Line](
        name=register, title=title, columns=_columns(), rows=lambda answer: answer.rows
    )
    for register, title in _TITLES.items()
}
