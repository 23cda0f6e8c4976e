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
    message = "The order would make {count} assignments at once, more than the {limit} that one command may."


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


class AuthorityWithoutNumber(Refused):
    code, status, field = "authority-without-number", 422, "authority.number"
    message = "An act as authority needs its number."


class AuthorityInTheFuture(Refused):
    code, status, field = "authority-in-the-future", 422, "authority.dated_on"
    message = "The authority cannot be of {dated_on}: today is {day}."


class NoDelegation(Refused):
    code, status, field = "no-delegation", 422, "authority.kind"
    message = "The policy in effect names no act that hands such decisions on."


class AlreadyAssigned(Refused):
    code, message = "already-assigned", "The item {item} is assigned to {organisation} already."


class NotAssignable(Refused):
    code, status, field = "not-assignable", 422, "organisation"
    message = "The item {item} cannot be assigned to {organisation}: it is not one of those the item binds."


class OffControl(Refused):
    code, message = "off-control", "The item {item} is withdrawn or joined to another one: it gets no assignments."
