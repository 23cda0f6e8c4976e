"""The policy of deadlines: what holds and what is to come, and adopting another one from a day on."""

from datetime import date
from typing import Annotated, Final

from litestar import Response, get, post
from litestar.di import NamedDependency
from msgspec import Struct

from domain.act import ActReference
from domain.adopt_policy import AdoptPolicy
from domain.assignment.commands import Words
from domain.discipline import Formula
from domain.district import STREAM, PolicyAdopted
from domain.policy import ControlRule, DayOffRule
from service.answers.policies import Policies, policies
from service.http.api.commanding import answered, carry_out, unchanged
from service.http.api.decisions import NamedBy
from service.http.api.examples import example
from service.http.api.lists import Filters, listing
from service.http.api.recording import WRITES, Writing
from service.http.authentication import Asked
from service.http.conditional import etag
from service.http.faults import Fault, Invalid
from service.http.house import house
from service.http.paging import Cursor
from service.http.parameters import YEARS, KnownAt, MinPosition, On, plausible
from service.http.problems import documented

_EXAMPLE: Final = {
    "effective_on": "2031-01-01",
    "day_off_rule": "preceding",
    "control_rule": "preceding",
    "discipline_formula": "default",
    "delegation": {"number": "12", "dated_on": "2021-02-01"},
    "ground": "Приказ о порядке контроля сроков",
}


@get("/policies", responses=documented(400, 401, 403, 422, 503))
async def list_policies(
    request: Asked, on: On = None, known_at: KnownAt = None, min_position: MinPosition = 0
) -> Response[Policies]:
    """List the policies in the order of their recording: in effect on a day, to come, replaced."""
    day = plausible("on", on) if on else None
    async with listing(request, Filters(known_at=known_at, min_position=min_position), Cursor[Struct]) as page:
        known = page.known
    answer = await policies(house(request.app).ledger, request.user.caller.district, known, day)
    return Response(answer, headers={"ETag": etag(answer.version)})


class NewPolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``delegation`` is the act that hands decisions about deadlines on."""

    effective_on: date
    day_off_rule: DayOffRule
    control_rule: ControlRule
    discipline_formula: Formula
    delegation: NamedBy | None = None
    ground: Words


class AdoptedNow(Struct, frozen=True, kw_only=True):
    effective_on: date
    position: int | None


@post("/policies", responses=WRITES)
async def adopt_policy(
    request: Asked, data: Annotated[NewPolicy, example(**_EXAMPLE)], writing: NamedDependency[Writing]
) -> Response[AdoptedNow]:
    """Adopt a policy from today or a later day on; it moves no deadline that is recorded already."""
    if data.effective_on.year not in YEARS:
        raise Invalid(Fault(field="effective_on", rule="year"))
    act = data.delegation
    adopted = PolicyAdopted(
        effective_on=data.effective_on,
        day_off_rule=data.day_off_rule,
        control_rule=data.control_rule,
        discipline_formula=data.discipline_formula,
        delegation=ActReference(number=act.number, dated_on=act.dated_on) if act else None,
    )
    command = AdoptPolicy(adopted=adopted, ground=data.ground)
    done = await carry_out(request, writing, command, unchanged(writing, STREAM))
    return answered(done, AdoptedNow(effective_on=data.effective_on, position=done.position))
