"""Why a command on an assignment is refused."""

from domain.refusals import Refused


class UnderReview(Refused):
    code, message = "under-review", "A report is under review already; the next one waits for its acceptance or return."


class Closed(Refused):
    code, message = "closed", "The assignment is off control ({state}): nothing more is reported on it."


class ReviewFirst(UnderReview):
    message = "A report is under review: accept or return it first."


class OffControl(Closed):
    message = "The assignment is off control ({state}): nothing of it is changed any more."


class AlreadyAcknowledged(Refused):
    code, message = "already-acknowledged", "It was acknowledged on {acknowledged_on} already."


class NothingToReview(Refused):
    code, message = "nothing-to-review", "There is no report under review: the assignment is “{state}”."


class OwnReport(Refused):
    code, status = "own-report", 403
    message = "Who made or registered a report does not review it."


class InTheFuture(Refused):
    code, status, field = "in-the-future", 422, "completed_on"
    message = "The work cannot be completed on {completed_on}: the report is of {submitted_on}."


class PaperInTheFuture(Refused):
    code, status, field = "paper-in-the-future", 422, "paper.incoming_on"
    message = "A paper cannot have come in on {incoming_on}: today is {day}."


class PaperBeforeAct(Refused):
    code, status, field = "paper-before-act", 422, "paper.incoming_on"
    message = "A paper of {incoming_on} cannot answer a duty that exists since {assigned_on}."


class AsOfTheFuture(Refused):
    code, status, field = "as-of-the-future", 422, "as_of"
    message = "Progress cannot be known as of {as_of}: today is {day}."


class ReworkInThePast(Refused):
    code, status, field = "rework-in-the-past", 422, "rework_by"
    message = "The rework cannot be due on {rework_by}: today is {day}."


class FiguresMissing(Refused):
    code, status, field = "figures-missing", 422, "figures"
    message = "The item has a target of {percent} %: the report needs the numbers enrolled and engaged."


class FiguresWrong(Refused):
    code, status, field = "figures-wrong", 422, "figures.engaged"
    message = "Engaged must lie between 0 and enrolled: {engaged} of {enrolled}."


class BelowTarget(Refused):
    code, status, field = "below-target", 422, "shortfall"
    message = "{engaged} of {enrolled} is {reached} %, below the target of {percent} %: give the reason in “shortfall”."


class NoShortfall(Refused):
    code, status, field = "no-shortfall", 422, "shortfall"
    message = "The numbers do not fall short of a target of this organisation: leave “shortfall” out."


class NothingToCorrect(Refused):
    code, message = "nothing-to-correct", "There is no report whose figures could be corrected: it is “{state}”."


class NoCorrection(Refused):
    code, message = "no-correction", "No correction of figures waits for a decision: the assignment is “{state}”."


class OwnCorrection(Refused):
    code, status = "own-correction", 403
    message = "Who corrected the figures does not decide on the correction."


class NothingChanges(Refused):
    code, message = "nothing-changes", "It is so already: there is nothing to record."


class NothingAsked(Refused):
    code, message = "nothing-asked", "No request for an extension waits for a decision: the assignment is “{state}”."


class OwnRequest(Refused):
    code, status = "own-request", 403
    message = "Who asked for an extension does not decide on it."


class NoDueDay(Refused):
    code, message = "no-due-day", "The assignment has no due day: there is nothing to extend."


class NotLater(Refused):
    code, status, field = "not-later", 422, "due_on"
    message = "An extension moves the due day on: it is {stands} already, {due_on} is not later."


class DueInThePast(Refused):
    code, status, field = "due-in-the-past", 422, "due_on"
    message = "The new due day cannot be {due_on}: today is {day}."


class DueOnDayOff(Refused):
    code, status, field = "due-on-day-off", 422, "due_on"
    message = "{due_on} is a day off: the working days beside it are {before} and {after}."


class DayMissing(Refused):
    code, status, field = "day-missing", 422, "due_on"
    message = "Name the day that is set: due_on, control_on or both."


class AuthorityMissing(Refused):
    code, status, field = "authority-missing", 422, "authority"
    message = "Who moves the due day names the authority for it."


class ControlInThePast(Refused):
    code, status, field = "control-in-the-past", 422, "control_on"
    message = "The control day cannot be {control_on}: today is {day}."


class ControlAfterDue(Refused):
    code, status, field = "control-after-due", 422, "control_on"
    message = "The control day {control_on} cannot lie after the due day {due_on}."


class EffectiveInTheFuture(Refused):
    code, status, field = "effective-in-the-future", 422, "effective_on"
    message = "It cannot take effect on {effective_on}: today is {day}."


class EffectiveTooEarly(Refused):
    code, status, field = "effective-too-early", 422, "effective_on"
    message = "It cannot take effect on {effective_on}, before {since}."


class NotWithdrawn(Refused):
    code, message = "not-withdrawn", "Only what is withdrawn is put back on control: the assignment is “{state}”."


class UnknownOrganisation(Refused):
    code, status, field = "unknown-organisation", 422, "organisation"
    message = "No organisation {organisation} is registered in this district."


class NeverResponsible(Refused):
    code, status, field = "never-responsible", 422, "organisation"
    message = "{organisation} is a centre: a centre is a partner and never responsible."


class Merged(Refused):
    code, status, field = "merged", 422, "organisation"
    message = "{organisation} was merged into {successor}: nothing is asked of it any more."


class RoadmapClosed(Refused):
    code, message = "roadmap-closed", "The roadmap {roadmap} is off control since {closed_on}."


class ExecutorAlready(Refused):
    code, status, field = "executor-already", 422, "organisation"
    message = "{organisation} has this item already."


class PromiseInThePast(Refused):
    code, status, field = "promise-in-the-past", 422, "promised_on"
    message = "What is promised cannot be due on {promised_on}: today is {day}."
