"""Why a command on a roadmap is refused."""

from domain.refusals import Refused


class AlreadyImported(Refused):
    code, message = "already-imported", "This very file is the roadmap {roadmap} already; nothing was changed."


class KeyTaken(Refused):
    code, field = "key-taken", "roadmap"
    message = "The key {roadmap} belongs to another roadmap: give one of your own, such as {roadmap}-2."


class NotSupervisor(Refused):
    code, status, field = "not-supervisor", 422, "supervisor"
    message = "{person} does not have the role of a supervisor in this district."


class Unresolved(Refused):
    code, status, field = "unresolved", 422, "items"
    message = "Nobody registered is meant by “{responsible}” of the item {item}: register the organisation first."


class TooManyAssignments(Refused):
    code, status, field = "too-many-assignments", 422, "items"
    message = "It would make {count} assignments at once, more than the {limit} that one command may."


class WrongJoin(Refused):
    code, status, field = "wrong-join", 422, "joins"
    message = "The item {item} cannot be joined to {to}: both must be in the roadmap and bind the same organisations."


class NotUndecided(Refused):
    code, message = "not-undecided", "The deadline of the item {item} is decided already."


class DateMissing(Refused):
    code, status, field = "date-missing", 422, "due_on"
    message = "A decision “dated” needs the day in due_on; every other decision goes without."


class DueBeforeAct(Refused):
    code, status, field = "due-before-act", 422, "due_on"
    message = "The due day {due_on} lies before the act of {dated_on}."


class AlreadyAssigned(Refused):
    code, message = "already-assigned", "The item {item} is assigned to {organisation} already."


class NotAssignable(Refused):
    code, status, field = "not-assignable", 422, "organisation"
    message = "The item {item} cannot be assigned to {organisation}: it is not one of those the item binds."


class OffControl(Refused):
    code, message = "off-control", "The item {item} is withdrawn or joined to another one: it gets no assignments."


class StillOpen(Refused):
    code = "still-open"
    message = "{count} assignments of the roadmap {roadmap} are neither accepted nor withdrawn, such as {first}."


class NotRecurring(Refused):
    code, status, field = "not-recurring", 422, "item"
    message = "The item {item} does not come again: it has no periods."


class PeriodMissing(Refused):
    code, status, field = "period-missing", 422, "item"
    message = "The item {item} comes again: name one of its periods, such as {example}."


class RuleLeftOpen(Refused):
    code = "rule-left-open"
    message = "The item {item} says how often and not when ({rule}): no periods follow from it."


class NoNewPeriods(Refused):
    code, field = "no-new-periods", "until"
    message = "The item {item} has no period until {until} that is not open already."


class RoadmapChanged(Refused):
    code, status = "roadmap-changed", 412
    message = "The roadmap {roadmap} has changed since the preview was made: look at a new one."


class NothingAmended(Refused):
    code, message = "nothing-amended", "The act leaves every item of the roadmap {roadmap} as it is."


class ActTooEarly(Refused):
    code, status, field = "act-too-early", 422, "act"
    message = "An act of {dated_on} cannot amend an order of {adopted_on}."


class SameDeadline(Refused):
    code, field = "same-deadline", "due_on"
    message = "Every open assignment of the item {item} is due on {due_on} already."
