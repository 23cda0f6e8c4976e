"""Why a command on an assignment is refused."""

from domain.refusals import Refused


class UnderReview(Refused):
    code, message = "under-review", "A report is under review already; the next one waits for its acceptance or return."


class Closed(Refused):
    code, message = "closed", "The assignment is off control ({state}): nothing more is reported on it."


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
