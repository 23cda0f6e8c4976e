"""On what a decision about a deadline, an executor or a withdrawal may rest (DOMAIN rule 11)."""

from datetime import date

from domain import district
from domain.act import Authority
from domain.decider import Past
from domain.district import DISTRICT
from domain.refusals import Refused


class AuthorityWithoutNumber(Refused):
    code, status, field = "authority-without-number", 422, "authority.number"
    message = "An act as authority needs its number."


class AuthorityInTheFuture(Refused):
    code, status, field = "authority-in-the-future", 422, "authority.dated_on"
    message = "The authority cannot be of {dated_on}: today is {day}."


class NoDelegation(Refused):
    code, status, field = "no-delegation", 422, "authority.kind"
    message = "The policy in effect names no act that hands such decisions on."


def check_authority(past: Past, authority: Authority, day: date) -> None:
    """Refuse an act without a number, a date to come, a delegation that the policy does not name (DOMAIN rule 11)."""
    if authority.dated_on > day:
        raise AuthorityInTheFuture(dated_on=authority.dated_on, day=day)
    if authority.kind == "act" and authority.number is None:
        raise AuthorityWithoutNumber
    if authority.kind == "delegation" and not past.state(DISTRICT, district.STREAM).delegates(day):
        raise NoDelegation
