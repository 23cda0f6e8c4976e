"""What the trail has of events, one of every kind, and the sentence that tells each."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from msgspec import Struct
from msgspec.structs import asdict

from domain.access import Granted, Revoked
from domain.act import Act, ActReference, Authority, Basis
from domain.assignment.events import CompletionReported
from domain.deadline import Deadline
from domain.directory import OrganisationChanged, OrganisationRegistered, OrganisationReorganised
from domain.district import CalendarPublished, Opened, PolicyAdopted
from domain.entry import Cause, NewEvent, line
from domain.roadmap.events import (
    Adopted,
    Closed,
    DeadlineDecided,
    ItemAdded,
    ItemAmended,
    ItemRevoked,
    PeriodsOpened,
    Responsible,
    SupervisorNamed,
)
from domain.target import Figures, Target
from projections.audit_trail import Trace
from service.identity.people import Person

Known = Mapping[str, str | int | bool]
PEOPLE = {
    "deputy": Person(person="deputy", name="Заместитель", position="заместитель начальника"),
    "specialist": Person(person="specialist", name="Специалист", position="ведущий специалист"),
}
DEPUTY, SPECIALIST, SCHOOL = "person:deputy", "person:specialist", "organisation:school-1"
ASSIGNMENT = "assignment/647-2020/4/school-1"
DUE = Deadline(written_on=date(2020, 12, 31), due_on=date(2020, 12, 31), control_on=date(2020, 12, 31))
EARLY, FIGURES = Deadline(written_on=date(2020, 9, 8)), Figures(engaged=93, enrolled=601)
ACT = ActReference(number="12", dated_on=date(2021, 2, 1))
DECISION = Authority(kind="decision", dated_on=date(2020, 11, 30))
REPORT = CompletionReported(
    report=1,
    completed_on=date(2020, 12, 20),
    submitted_on=date(2020, 12, 25),
    due_on=date(2020, 12, 31),
    figures=FIGURES,
)
ITEM = ItemAdded(
    item="4",
    kind="row",
    bases=[Basis(number="647", dated_on=date(2020, 10, 8), clause="4")],
    responsible=Responsible(group="schools"),
    deadline=DUE,
    outcome="read",
    targets=[Target(percent=15, scope="district", population="pupils")],
)


def trace(
    data: Struct,
    actor: str,
    *,
    stream: str = ASSIGNMENT,
    on_behalf_of: str | None = None,
    words: Mapping[str, str] | None = None,
    before: Known | None = None,
    after: Known | None = None,
) -> Trace:
    """Make what the trail has of an event on 25.12.2020, position 42."""
    cause = Cause(
        district="aksai",
        actor=actor,
        via="session",
        command=UUID(int=1),
        day=date(2020, 12, 25),
        on_behalf_of=on_behalf_of,
    )
    entry = line(cause, NewEvent(stream=stream, version=1, data=data))
    category, _, key = stream.partition("/")
    about = {"assignment": ("647-2020", "4", "school-1"), "roadmap": ("647-2020", getattr(data, "item", None), None)}
    roadmap, item, organisation = about.get(category, (None, None, "school-1"))
    return Trace(
        position=42,
        recorded_at=datetime(2020, 12, 25, 6, 14, tzinfo=UTC),
        day=cause.day,
        actor=actor,
        on_behalf_of=on_behalf_of,
        type=str(data.__struct_config__.tag),
        assignment=key if category == "assignment" else None,
        roadmap=roadmap,
        item=item,
        organisation=organisation,
        organisation_name=organisation and "Школа № 1",
        entry=b'{"_at":"2020-12-25T06:14:00.000000Z","_pos":42,' + entry[1:],
        words=dict(words or {}),
        before=dict(before) if before else None,
        after=dict(after) if after else None,
    )


OF_ROADMAPS: Sequence[tuple[Struct, str]] = [
    (
        Adopted(
            act=Act(number="647", dated_on=date(2020, 10, 8), issuer="Управление", signatory_position="начальник"),
            executes=[],
            supervisor="deputy",
            file="0" * 64,
            reader="text-1",
        ),
        (
            "Ведущий специалист: внесена дорожная карта 647-2020, приказ № 647 от 08.10.2020 — "
            "контролирующее лицо: заместитель начальника."
        ),
    ),
    (
        ITEM,
        (
            "Ведущий специалист: добавлен п. 4 дорожной карты 647-2020 — срок исполнения 31.12.2020, "
            "целевой показатель 15 % по району."
        ),
    ),
    (
        DeadlineDecided(item="1", decision="dated", deadline=DUE, authority=DECISION),
        (
            "Ведущий специалист: установлен срок исполнения п. 1 дорожной карты 647-2020 — срок исполнения 31.12.2020, "
            "основание: решение подписавшего лица от 30.11.2020."
        ),
    ),
    (
        DeadlineDecided(item="1", decision="none", deadline=EARLY, authority=DECISION),
        (
            "Ведущий специалист: оставлен без срока исполнения п. 1 дорожной карты 647-2020 — "
            "основание: решение подписавшего лица от 30.11.2020."
        ),
    ),
    (
        DeadlineDecided(item="1", decision="executed", authority=DECISION),
        (
            "Ведущий специалист: признан исполненным п. 1 дорожной карты 647-2020 — "
            "основание: решение подписавшего лица от 30.11.2020."
        ),
    ),
    (
        DeadlineDecided(item="1", decision="withdrawn", authority=DECISION),
        (
            "Ведущий специалист: снят без исполнения п. 1 дорожной карты 647-2020 — "
            "основание: решение подписавшего лица от 30.11.2020."
        ),
    ),
    (
        SupervisorNamed(person="deputy", act=ACT),
        (
            "Ведущий специалист: назначено контролирующее лицо дорожной карты 647-2020 "
            "(заместитель начальника) — основание: акт № 12 от 01.02.2021."
        ),
    ),
    (
        ItemAmended(**asdict(ITEM), act=ACT),
        (
            "Ведущий специалист: изменён п. 4 дорожной карты 647-2020 — срок исполнения 31.12.2020, "
            "целевой показатель 15 % по району, основание: акт № 12 от 01.02.2021."
        ),
    ),
    (
        ItemRevoked(item="6", act=ACT),
        "Ведущий специалист: отменён п. 6 дорожной карты 647-2020 — основание: акт № 12 от 01.02.2021.",
    ),
    (
        PeriodsOpened(item="5", until=date(2021, 12, 31), periods=["2021-q3", "2021-q4"]),
        (
            "Ведущий специалист: открыты периоды по п. 5 дорожной карты 647-2020 — по 31.12.2021, "
            "периоды: 2021-q3, 2021-q4."
        ),
    ),
    (
        Closed(DECISION),
        (
            "Ведущий специалист: снята с контроля дорожная карта 647-2020 — "
            "основание: решение подписавшего лица от 30.11.2020."
        ),
    ),
]
OF_THE_DISTRICT: Sequence[tuple[Struct, str, str]] = [
    (
        Opened(name="Аксайский район", time_zone="Europe/Moscow"),
        "district",
        "Система: открыт район «Аксайский район» — часовой пояс Europe/Moscow.",
    ),
    (
        PolicyAdopted(
            effective_on=date(2020, 1, 1),
            day_off_rule="as_written",
            control_rule="preceding",
            discipline_formula="default",
            delegation=ACT,
        ),
        "district",
        (
            "Система: принята политика сроков — действует с 01.01.2020, срок в выходной день остаётся как в документе, "
            "контроль не позднее последнего рабочего дня срока, исполнительская дисциплина: "
            "«в срок из тех, чей срок наступил и кто проверен», основание: акт № 12 от 01.02.2021."
        ),
    ),
    (
        CalendarPublished(
            year=2027, edition=1, days_off=(), working_weekends=(), source="праздники по закону", provisional=True
        ),
        "district",
        (
            "Система: опубликован производственный календарь на 2027 год, редакция 1 — источник: праздники по закону, "
            "предварительный."
        ),
    ),
    (
        OrganisationRegistered(
            organisation="school-1", kind="school", name="МБОУ СОШ № 1", short_name="Школа № 1", aliases=[]
        ),
        "directory",
        "Система: зарегистрирована организация Школа № 1 (МБОУ СОШ № 1).",
    ),
    (
        OrganisationChanged(
            organisation="school-1", kind="school", name="МБОУ «Лицей № 1»", short_name="Лицей № 1", aliases=[]
        ),
        "directory",
        "Система: изменены сведения об организации school-1: Лицей № 1 (МБОУ «Лицей № 1»).",
    ),
    (
        OrganisationReorganised(
            organisation="school-1",
            successor="school-2",
            effective_on=date(2021, 7, 1),
            authority=Authority(kind="act", number="77", dated_on=date(2021, 6, 30)),
        ),
        "directory",
        (
            "Система: организация Школа № 1 присоединена к организации school-2 — действует с 01.07.2021, "
            "основание: акт № 77 от 30.06.2021."
        ),
    ),
    (
        Granted(role="school", organisation="school-1"),
        "access/organisation:school-1",
        "Система: предоставлена роль «образовательная организация» (Школа № 1).",
    ),
    (
        Granted(role="executor", organisation="school-1", from_=date(2020, 9, 1), to=date(2020, 12, 31)),
        "access/person:specialist",
        (
            "Система: предоставлена роль «исполнитель управления» (ведущий специалист) — организация: Школа № 1, "
            "с 01.09.2020, по 31.12.2020."
        ),
    ),
    (
        Revoked(role="auditor"),
        "access/person:nobody",
        "Система: отозвана роль «аудитор» (сотрудник nobody).",
    ),
]
