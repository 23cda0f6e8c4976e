"""Rights: which role may do what, and within what. Deny by default (DOMAIN rule 11, DESIGN section 7)."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, Literal, TypeAlias

from domain.access import ACCESS, Granted, Role
from domain.command import Caller
from domain.decider import Past
from domain.refusals import Forbidden, NotFound


class Right(StrEnum):
    READ = "read"
    REPORT = "report"
    REGISTER_PAPER = "register a report on paper"
    REVIEW = "review"
    DECIDE_DEADLINE = "decide a deadline"
    CONTROL = "withdraw, put back or hand over an assignment"
    ANNOTATE = "make a note on an assignment"
    ASSIGN = "assign"
    REGISTER_ORGANISATION = "register an organisation"
    PREPARE_IMPORT = "prepare an import"
    CONFIRM_IMPORT = "confirm an import"
    NAME_SUPERVISOR = "name a supervisor"
    REORGANISE = "merge organisations"
    AMEND = "amend or close a roadmap"
    OPEN_PERIODS = "open periods"
    ADOPT_RULES = "adopt a policy or a calendar"
    GRANT = "grant"
    OPEN_DISTRICT = "open a district"  # nobody's but the setup's


Scope: TypeAlias = Literal["organisation", "roadmap", "district"]
"""Within what a right holds: the organisation of the grant, the roadmaps he supervises, everything."""

Reach: TypeAlias = frozenset[str] | None
"""The organisations whose assignments may be read; None is all of the district."""

RIGHTS: Final[Mapping[Role, Mapping[Right, Scope]]] = {
    "supervisor": {
        Right.READ: "district",
        Right.REGISTER_PAPER: "district",
        Right.REVIEW: "roadmap",
        Right.DECIDE_DEADLINE: "roadmap",
        Right.CONTROL: "roadmap",
        Right.ANNOTATE: "roadmap",
        Right.ASSIGN: "roadmap",
        Right.REGISTER_ORGANISATION: "district",
        Right.PREPARE_IMPORT: "district",
        Right.CONFIRM_IMPORT: "district",
        Right.NAME_SUPERVISOR: "roadmap",
        Right.REORGANISE: "district",
        Right.AMEND: "roadmap",
        Right.OPEN_PERIODS: "roadmap",
        Right.ADOPT_RULES: "district",
    },
    "executor": {
        Right.READ: "district",
        Right.REPORT: "organisation",
        Right.REGISTER_PAPER: "district",
        Right.ANNOTATE: "district",
        Right.ASSIGN: "district",
        Right.REGISTER_ORGANISATION: "district",
        Right.PREPARE_IMPORT: "district",
        Right.NAME_SUPERVISOR: "district",
        Right.REORGANISE: "district",
    },
    "school": {Right.READ: "organisation", Right.REPORT: "organisation"},
    "auditor": {Right.READ: "district"},
    "administrator": {Right.GRANT: "district"},
}


def may(
    grants: Sequence[Granted],
    actor: str,
    right: Right,
    *,
    organisation: str | None = None,
    supervisor: str | None = None,
) -> bool:
    """Tell whether one of the grants gives the right over this organisation, or this supervisor's roadmap."""
    within: Mapping[Scope, object] = {"district": True, "roadmap": supervisor and actor == f"person:{supervisor}"}
    return any(
        within[scope] if scope != "organisation" else organisation is not None and grant.organisation == organisation
        for grant in grants
        if (scope := RIGHTS[grant.role].get(right))
    )


def reach(grants: Sequence[Granted]) -> Reach:
    """Return which organisations may be read of; raise `Forbidden` where there are none."""
    scopes = [(RIGHTS[grant.role].get(Right.READ), grant.organisation) for grant in grants]
    if any(scope == "district" for scope, _ in scopes):
        return None
    own = frozenset(organisation for scope, organisation in scopes if scope and organisation)
    if not own:
        raise Forbidden(right=Right.READ)
    return own


def require_at_all(past: Past, caller: Caller, day: date, right: Right) -> None:
    """Raise `Forbidden` where the caller has the right over nothing: he is not told what is there and what is not."""
    if caller.actor.startswith("system:"):
        return
    if not any(right in RIGHTS[grant.role] for grant in past.state(ACCESS, caller.access).on(day)):
        raise Forbidden(right=right)


def require(
    past: Past,
    caller: Caller,
    day: date,
    right: Right,
    *,
    name: str,
    organisation: str | None = None,
    supervisor: str | None = None,
) -> None:
    """Raise `NotFound` where the caller may not even see ``name``, `Forbidden` where he may see and not do it."""
    if caller.actor.startswith("system:"):  # the operator at the machine itself; no key is ever issued to it
        return
    grants = past.state(ACCESS, caller.access).on(day)
    if may(grants, caller.actor, right, organisation=organisation, supervisor=supervisor):
        return
    if organisation is not None and not may(grants, caller.actor, Right.READ, organisation=organisation):
        raise NotFound(name=name)
    raise Forbidden(right=right)
