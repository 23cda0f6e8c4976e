"""An organisation changes: it gets other words, or is merged into a successor that takes what is still open."""

from datetime import date
from typing import Annotated, Final

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Meta, Struct
from msgspec.structs import asdict

from domain import directory
from domain.act import Authority
from domain.assignment.commands import Words
from domain.assignment.events import Transferred, Withdrawn
from domain.directory import ChangeOrganisation, Kind, OrganisationChanged
from domain.reorganise import Reorganise
from service.http.api.commanding import answered, carry_out, unchanged
from service.http.api.decisions import GivenAuthority
from service.http.api.examples import example
from service.http.api.keys import OrganisationKey
from service.http.api.organisations import InnWrong, Name
from service.http.api.recording import WRITES, Writing
from service.http.authentication import Asked
from service.http.house import house
from service.importing.organisations import inn_is_valid
from service.reorganising import take_the_rest, with_roadmaps

_ORDER: Final = {"kind": "act", "number": "77", "dated_on": "2021-06-30"}


class OtherWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of its fields anew; ``short_name`` is as in lists, the name itself by default."""

    kind: Kind
    name: Name
    short_name: Name | None = None
    aliases: Annotated[tuple[Name, ...], Meta(max_length=50)] = ()
    inn: str | None = None
    profile: Name | None = None


class Changed(Struct, frozen=True, kw_only=True):
    organisation: str
    position: int | None


@post("/organisations/{organisation:str}/change", responses=WRITES)
async def change_organisation(
    request: Asked,
    organisation: FromPath[str],
    data: Annotated[OtherWords, example(kind="school", name="МБОУ «Лицей № 1»", short_name="Лицей № 1")],
    writing: NamedDependency[Writing],
) -> Response[Changed]:
    """Give an organisation its fields anew, such as another name."""
    if data.inn is not None and not inn_is_valid(data.inn):
        raise InnWrong(organisation=organisation, inn=data.inn)
    changed = OrganisationChanged(
        organisation=organisation,
        kind=data.kind,
        name=data.name,
        short_name=data.short_name or data.name,
        aliases=list(data.aliases),
        inn=data.inn,
        profile=data.profile,
    )
    command = ChangeOrganisation(changed=changed)
    done = await carry_out(request, writing, command, unchanged(writing, directory.STREAM))
    return answered(done, Changed(organisation=organisation, position=done.position))


class Merger(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    successor: OrganisationKey
    effective_on: date
    authority: GivenAuthority
    ground: Words


class Merged(Struct, frozen=True, kw_only=True):
    """How many open assignments the successor took, and how many it had already, so that they were withdrawn."""

    organisation: str
    successor: str
    transferred: int
    withdrawn: int
    position: int | None


@post("/organisations/{organisation:str}/reorganisation", responses=WRITES)
async def reorganise(
    request: Asked,
    organisation: FromPath[str],
    data: Annotated[
        Merger, example(successor="school-2", effective_on="2021-07-01", authority=_ORDER, ground="Присоединение школы")
    ],
    writing: NamedDependency[Writing],
) -> Response[Merged]:
    """Merge an organisation into its successor, with all that is still open."""
    ledger, caller = house(request.app).ledger, request.user.caller
    asked = Reorganise(
        organisation=organisation,
        successor=data.successor,
        effective_on=data.effective_on,
        authority=Authority(**asdict(data.authority)),
        ground=data.ground,
    )
    command = await with_roadmaps(ledger, caller.district, asked)
    done = await carry_out(request, writing, command, unchanged(writing, directory.STREAM))
    if done.position is not None:
        await take_the_rest(ledger, caller, writing.key, command, again=done.again)
    events = [entry.data for entry in done.entries]
    answer = Merged(
        organisation=organisation,
        successor=data.successor,
        transferred=sum(isinstance(event, Transferred) for event in events),
        withdrawn=sum(isinstance(event, Withdrawn) for event in events),
        position=done.position,
    )
    return answered(done, answer)
