"""What changed, in words: the name of each field that can differ, and its values as a person says them."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

from msgspec import convert

from domain.act import Act, Basis
from domain.deadline_grammar.reading import REFUSED, UNDECIDED
from domain.target import Target
from service.reports.printing import written
from service.words import STATES, Language, _, say

Value: TypeAlias = Any  # a field of a belief as JSON has it

FIELDS: Final[Mapping[str, str]] = {
    "roadmap": _("roadmap"),
    "item": _("item"),
    "period": _("reporting period"),
    "organisation": _("organisation"),
    "transferred_on": _("handed over on"),
    "state": _("state"),
    "resumes": _("state before the withdrawal"),
    "withdrawal_cause": _("cause of the withdrawal"),
    "assigned_on": _("assigned on"),
    "acknowledged_on": _("acknowledged on"),
    "acknowledged_by": _("acknowledged by"),
    "in_force": _("in force"),
    "starts_on": _("starts on"),
    "written_on": _("deadline by the document"),
    "due_on": _("due on"),
    "control_on": _("control date"),
    "provisional": _("by a provisional calendar"),
    "extended_late": _("extended after the deadline"),
    "promised_on": _("promised on"),
    "extension_due_on": _("extension asked until"),
    "extension_asked_on": _("extension asked on"),
    "extension_asked_by": _("extension asked by"),
    "targets": _("targets"),
    "report": _("position of the report in the log"),
    "reporter": _("reported by"),
    "rework_by": _("rework until"),
    "returned_timeliness": _("timeliness of the returned report"),
    "completed_on": _("completed on"),
    "submitted_on": _("submitted on"),
    "answers_due_on": _("due date that the report answers"),
    "timeliness": _("timeliness of the report"),
    "engaged": _("engaged"),
    "enrolled": _("enrolled"),
    "shortfall": _("target missed"),
    "correction_engaged": _("engaged, corrected"),
    "correction_enrolled": _("enrolled, corrected"),
    "correction_on": _("corrected on"),
    "correction_by": _("corrected by"),
    "kind": _("kind"),
    "bases": _("bases"),
    "group": _("group of those responsible"),
    "outcome": _("reading of the deadline"),
    "deadline_kind": _("kind of the deadline"),
    "rule": _("rule of repetition"),
    "inferred": _("the year is inferred"),
    "joined_to": _("joined to the item"),
    "undecided": _("waits for a decision about the deadline"),
    "withdrawn": _("the item is withdrawn"),
    "revoked": _("the item is revoked"),
    "periods": _("opened periods"),
    "opened_until": _("periods opened until"),
    "act": _("act"),
    "supervisor": _("supervisor"),
    "file": _("digest of the file"),
    "closed_on": _("taken off control on"),
    "name": _("name"),
    "short_name": _("short name"),
    "aliases": _("other names"),
    "inn": _("INN"),
    "profile": _("profile"),
    "successor": _("successor"),
    "reorganised_on": _("reorganised on"),
}

CODES: Final[Mapping[str, str]] = {
    **{state: state for state in STATES},
    "in_time": _("in time"),
    "reworked": _("in time, reworked"),
    "late": _("late"),
    "revoked": _("the item is revoked"),
    "reorganised": _("the organisation is reorganised"),
    "joined": _("the duty is joined to another one"),
    "decision": _("by a decision"),
    "row": _("row of the roadmap"),
    "clause": _("clause of the order"),
    "office": _("office"),
    "unit": _("unit"),
    "school": _("school"),
    "centre": _("centre"),
    "schools": _("the schools"),
    "read": _("the deadline is read"),
    "needs_decision": _("the deadline needs a decision"),
    "refused": _("the deadline cannot be read"),
    "by_date": _("by a date"),
    "on_date": _("on a date"),
    "period": _("a period"),
    "scope": _("a stretch of time"),
    "from_date": _("from a date on"),
    "recurring": _("comes again"),
    "relative": _("counted from an event"),
    "standing": _("all the time"),
    **UNDECIDED,
    **REFUSED,
}

_CODED: Final = (
    "state", "resumes", "withdrawal_cause", "returned_timeliness", "timeliness", "kind", "group", "outcome",
    "deadline_kind",
)  # fmt: skip
_DAYS: Final = (*(field for field in FIELDS if field.endswith("_on")), "rework_by", "opened_until")
_SPAN: Final = re.compile(r"\[(?P<first>[\d-]+),(?P<end>[\d-]*)\)")


def told(field: str, value: Value, language: Language) -> str | None:
    """Say a value as a person does; None for what is not there."""
    if value is None or value == []:
        return None
    if isinstance(value, bool):
        return say(_("yes") if value else _("no"), language)
    if telling := _TELLING.get(field):
        return telling(value, language)
    return str(value)


def _code(value: Value, language: Language) -> str:
    return say(CODES.get(value, str(value)), language)


def _day(value: Value, language: Language) -> str:
    return written(date.fromisoformat(value), language)


def _names(value: Value, _language: Language) -> str:
    return _listed(value)


def _targets(value: Value, language: Language) -> str:
    return _listed(_target(target, language) for target in convert(value, list[Target]))


def _target(target: Target, language: Language) -> str:
    scope = say(_("organisation") if target.scope == "organisation" else _("district"), language)
    sentence = _("{percent} % of teachers ({of})") if target.population == "teachers" else _("{percent} % ({of})")
    return say(sentence, language, percent=target.percent, of=scope)


def _bases(value: Value, language: Language) -> str:
    sentence = _("No {number} of {day}, item {item}")
    return _listed(
        say(sentence, language, number=basis.number, day=basis.dated_on, item=basis.clause)
        for basis in convert(value, list[Basis])
    )


def _act(value: Value, language: Language) -> str:
    act = convert(value, Act)
    numbered = say(_("No {number} of {day}"), language, number=act.number, day=act.dated_on)
    return ", ".join(part for part in (numbered, act.issuer, act.signatory_position) if part)


def _in_force(value: Value, language: Language) -> str:
    """Read the ranges as the database writes them, each until before its end."""
    return _listed(_span(span["first"], span["end"], language) for span in _SPAN.finditer(value))


def _span(first: str, end: str, language: Language) -> str:
    begins = date.fromisoformat(first)
    if not end:
        return say(_("from {first} on"), language, first=begins)
    last = date.fromisoformat(end) - timedelta(days=1)
    return say(_("from {first} to {last}"), language, first=begins, last=last)


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(parts)


_TELLING: Final[Mapping[str, Callable[[Value, Language], str]]] = {
    **dict.fromkeys(_CODED, _code),
    **dict.fromkeys(_DAYS, _day),
    "in_force": _in_force,
    "targets": _targets,
    "bases": _bases,
    "periods": _names,
    "aliases": _names,
    "act": _act,
}
