"""Facts of a small district, its people, three schools and one roadmap: what matters to a test is an argument."""

from datetime import date
from typing import Final

from domain import access, district
from domain.act import Act, ActReference, Authority, Basis
from domain.assignment.events import Assigned, CompletionReported, Paper, ReportAccepted, ReportReturned
from domain.command import Caller
from domain.deadline import Deadline
from domain.directory import Kind, OrganisationRegistered
from domain.district import CalendarPublished, Opened, PolicyAdopted
from domain.policy import ControlRule, DayOffRule
from domain.roadmap.events import Adopted, ItemAdded, Responsible
from domain.target import Figures, Target
from tests.scenario import ADOPTED_ON, DISTRICT, Happened, happened

ROADMAP: Final = "647-2020"
SCHOOLS: Final = ("school-1", "school-2", "school-3")
ITEM: Final = "4"
KEY: Final = f"{ROADMAP}/{ITEM}/school-1"
DUE: Final = date(2020, 12, 31)
DEADLINE: Final = Deadline(written_on=DUE, due_on=DUE, control_on=DUE)
EACH_SCHOOL: Final = Target(percent=15, scope="organisation", population="pupils")
ALL_SCHOOLS: Final = Target(percent=15, scope="district", population="pupils")
EVERY_SCHOOL: Final = Responsible(group="schools")
ACT: Final = Act(number="647", dated_on=ADOPTED_ON, issuer="Управление", signatory_position="начальник управления")
AMENDMENT: Final = ActReference(number="12", dated_on=date(2021, 1, 11))
DECISION: Final = Authority(kind="decision", dated_on=date(2020, 10, 9))


def caller(actor: str, *, via: str = "session") -> Caller:
    return Caller(district=DISTRICT, actor=actor, via=via)


SETUP: Final = caller("system:setup", via="system")
DEPUTY: Final = caller("person:deputy")
OTHER_DEPUTY: Final = caller("person:other-deputy")
EXECUTOR: Final = caller("person:executor")
SECRETARY: Final = caller("person:secretary")
AUDITOR: Final = caller("person:auditor")
ADMINISTRATOR: Final = caller("person:administrator")
SCHOOL: Final = caller("organisation:school-1", via="key:abc")
OTHER_SCHOOL: Final = caller("organisation:school-2", via="key:def")


def granted(
    actor: str,
    role: access.Role,
    organisation: str | None = None,
    *,
    since: date | None = None,
    until: date | None = None,
) -> Happened:
    grant = access.Granted(role=role, organisation=organisation, from_=since, to=until)
    return happened(grant, f"access/{actor}")


def revoked(actor: str, role: access.Role, organisation: str | None = None) -> Happened:
    return happened(access.Revoked(role=role, organisation=organisation), f"access/{actor}", ground="Уволен")


PEOPLE: Final = (
    granted(DEPUTY.actor, "supervisor"),
    granted(OTHER_DEPUTY.actor, "supervisor"),
    granted(EXECUTOR.actor, "executor", "office"),
    granted(SECRETARY.actor, "school", "school-1"),
    granted(AUDITOR.actor, "auditor"),
    granted(ADMINISTRATOR.actor, "administrator"),
    granted(SCHOOL.actor, "school", "school-1"),
    granted(OTHER_SCHOOL.actor, "school", "school-2"),
)


def organisation(key: str, kind: Kind = "school") -> OrganisationRegistered:
    return OrganisationRegistered(organisation=key, kind=kind, name=f"МБОУ {key}", short_name=key, aliases=[])


def registered(*organisations: OrganisationRegistered) -> list[Happened]:
    return [happened(event, "directory") for event in organisations]


ORGANISATIONS: Final = registered(
    OrganisationRegistered(
        organisation="office", kind="office", name="Управление", short_name="УОААР", aliases=["УО ААР"]
    ),
    *map(organisation, SCHOOLS),
)


def policy(
    *,
    effective_on: date = date(2020, 1, 1),
    day_off_rule: DayOffRule = "as_written",
    control_rule: ControlRule = "preceding",
    delegation: ActReference | None = None,
) -> PolicyAdopted:
    return PolicyAdopted(
        effective_on=effective_on,
        day_off_rule=day_off_rule,
        control_rule=control_rule,
        discipline_formula="default",
        delegation=delegation,
    )


def calendar(year: int, *days_off: date, edition: int = 1) -> CalendarPublished:
    return CalendarPublished(year=year, edition=edition, days_off=days_off, working_weekends=(), source="приказ")


OPENED: Final = (
    happened(Opened(name="Аксайский район", time_zone="Europe/Moscow"), district.STREAM),
    happened(policy(), district.STREAM),
    *(happened(calendar(year), district.STREAM) for year in (2020, 2021)),
)


def adopted(*, supervisor: str = "deputy") -> Happened:
    event = Adopted(act=ACT, executes=[], supervisor=supervisor, file="0" * 64, reader="1")
    return happened(event, f"roadmap/{ROADMAP}", act_title="О наставничестве")


def added(
    key: str = ITEM,
    *,
    deadline: Deadline = DEADLINE,
    targets: tuple[Target, ...] = (),
    responsible: Responsible = EVERY_SCHOOL,
    joined_to: str | None = None,
) -> Happened:
    event = ItemAdded(
        item=key,
        kind="row",
        bases=[Basis(number="647", dated_on=ADOPTED_ON, clause=key)],
        responsible=responsible,
        deadline=deadline,
        outcome="read",
        deadline_kind="by_date",
        targets=list(targets),
        joined_to=joined_to,
    )
    return happened(event, f"roadmap/{ROADMAP}", title="Охват")


def recurring(key: str = "5", *, rule: str = "FREQ=QUARTERLY;BYMONTHDAY=10", joined_to: str | None = None) -> Happened:
    """An item that comes again: by default each quarter until the 10th."""
    event = ItemAdded(
        item=key,
        kind="row",
        bases=[Basis(number="647", dated_on=ADOPTED_ON, clause=key)],
        responsible=EVERY_SCHOOL,
        deadline=Deadline(),
        outcome="read",
        deadline_kind="recurring",
        rule=rule,
        targets=[],
        joined_to=joined_to,
    )
    return happened(event, f"roadmap/{ROADMAP}", title="Отчёт")


TOWN: Final = (*OPENED, *PEOPLE, *ORGANISATIONS, adopted())


def born(
    *,
    item: str = ITEM,
    school: str = "school-1",
    deadline: Deadline = DEADLINE,
    targets: tuple[Target, ...] = (),
    assigned_on: date = ADOPTED_ON,
) -> Assigned:
    return Assigned(
        roadmap=ROADMAP,
        item=item,
        organisation=school,
        assigned_on=assigned_on,
        deadline=deadline,
        targets=list(targets),
        group="schools",
    )


def assigned(
    *, deadline: Deadline = DEADLINE, targets: tuple[Target, ...] = (), school: str = "school-1", item: str = ITEM
) -> Happened:
    event = born(item=item, school=school, deadline=deadline, targets=targets)
    return happened(event, f"assignment/{ROADMAP}/{item}/{school}")


def reported(
    *,
    on: date,
    number: int = 1,
    completed_on: date = date(2020, 10, 20),
    due_on: date | None = DUE,
    figures: Figures | None = None,
    paper: Paper | None = None,
    shortfall: bool = False,
    by: str = SCHOOL.actor,
) -> Happened:
    event = CompletionReported(
        report=number,
        completed_on=completed_on,
        submitted_on=paper.incoming_on if paper else on,
        due_on=due_on,
        figures=figures,
        paper=paper,
        shortfall=shortfall or None,
    )
    return happened(event, f"assignment/{KEY}", by=by, on=on)


def accepted(*, on: date, number: int = 1) -> Happened:
    return happened(ReportAccepted(number), f"assignment/{KEY}", by=DEPUTY.actor, on=on)


def returned(*, on: date, number: int = 1, rework_by: date | None = None) -> Happened:
    event = ReportReturned(report=number, rework_by=rework_by)
    return happened(event, f"assignment/{KEY}", by=DEPUTY.actor, on=on, reason="Нет цифр")
