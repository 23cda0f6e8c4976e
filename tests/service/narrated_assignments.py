"""One of every kind of event of an assignment, and the sentence that tells it."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from domain.act import Authority
from domain.assignment.events import (
    Acknowledged,
    Annotated,
    Assigned,
    CorrectionAccepted,
    CorrectionRefused,
    DeadlineSet,
    EvidenceAttached,
    ExtensionDenied,
    ExtensionGranted,
    ExtensionRequested,
    MeasurementCorrected,
    ProgressReported,
    RecognisedExecuted,
    ReportAccepted,
    ReportReturned,
    ReportWithdrawn,
    Restored,
    TargetsSet,
    Transferred,
    Withdrawn,
)
from domain.target import Target
from tests.service.narrated import DECISION, DEPUTY, DUE, EARLY, FIGURES, REPORT, SCHOOL, SPECIALIST

OF_ASSIGNMENTS: Sequence[tuple[Struct, str, str]] = [
    (
        Assigned(
            roadmap="647-2020",
            item="4",
            organisation="school-1",
            assigned_on=date(2020, 10, 8),
            deadline=DUE,
            targets=[
                Target(percent=15, scope="district", population="pupils"),
                Target(percent=15, scope="organisation", population="pupils"),
            ],
        ),
        DEPUTY,
        (
            "Заместитель начальника: поручен п. 4 дорожной карты 647-2020 (Школа № 1) — "
            "на контроле с 08.10.2020, срок исполнения 31.12.2020, целевой показатель 15 % по району, "
            "целевой показатель 15 % по каждой организации."
        ),
    ),
    (
        ProgressReported(as_of=date(2020, 12, 1), figures=FIGURES),
        SCHOOL,
        (
            "Школа № 1: представлена промежуточная информация по п. 4 дорожной карты 647-2020 — "
            "по состоянию на 01.12.2020, вовлечено 93 из 601."
        ),
    ),
    (
        REPORT,
        SCHOOL,
        (
            "Школа № 1: представлен отчёт № 1 об исполнении п. 4 дорожной карты 647-2020 — "
            "вовлечено 93 из 601, исполнено 20.12.2020, срок исполнения 31.12.2020."
        ),
    ),
    (
        ReportAccepted(2),
        DEPUTY,
        "Заместитель начальника: принят отчёт № 2 по п. 4 дорожной карты 647-2020 (Школа № 1).",
    ),
    (
        ReportReturned(report=1, rework_by=date(2021, 1, 15)),
        DEPUTY,
        (
            "Заместитель начальника: возвращён на доработку отчёт № 1 по п. 4 дорожной карты 647-2020 "
            "(Школа № 1) — срок доработки 15.01.2021."
        ),
    ),
    (
        DeadlineSet(deadline=DUE, authority=DECISION, cause="decision"),
        DEPUTY,
        (
            "Заместитель начальника: установлен срок исполнения п. 4 дорожной карты 647-2020 (Школа № 1) — "
            "срок исполнения 31.12.2020, контрольная дата 31.12.2020, "
            "основание: решение подписавшего лица от 30.11.2020."
        ),
    ),
    (
        DeadlineSet(deadline=EARLY, authority=DECISION, cause="decision"),
        DEPUTY,
        (
            "Заместитель начальника: оставлен без срока исполнения п. 4 дорожной карты 647-2020 (Школа № 1) — "
            "основание: решение подписавшего лица от 30.11.2020."
        ),
    ),
    (
        Withdrawn(
            effective_on=date(2021, 2, 1),
            authority=Authority(kind="act", number="12", dated_on=date(2021, 2, 1)),
            cause="revoked",
        ),
        DEPUTY,
        (
            "Заместитель начальника: снят без исполнения п. 4 дорожной карты 647-2020 (Школа № 1) — "
            "действует с 01.02.2021, пункт отменён, основание: акт № 12 от 01.02.2021."
        ),
    ),
    (
        RecognisedExecuted(Authority(kind="delegation", dated_on=date(2020, 9, 1))),
        DEPUTY,
        (
            "Заместитель начальника: признан исполненным п. 4 дорожной карты 647-2020 (Школа № 1) — "
            "основание: передача полномочий от 01.09.2020."
        ),
    ),
    (
        Acknowledged(),
        SCHOOL,
        "Школа № 1: подтверждено ознакомление с п. 4 дорожной карты 647-2020.",
    ),
    (
        ReportWithdrawn(1),
        SCHOOL,
        "Школа № 1: отозван отчёт № 1 по п. 4 дорожной карты 647-2020.",
    ),
    (
        MeasurementCorrected(report=1, figures=FIGURES),
        SCHOOL,
        (
            "Школа № 1: представлено исправление показателей отчёта № 1 по п. 4 дорожной карты 647-2020 — "
            "вовлечено 93 из 601."
        ),
    ),
    (
        CorrectionAccepted(1),
        DEPUTY,
        (
            "Заместитель начальника: принято исправление показателей отчёта № 1 по п. 4 дорожной карты 647-2020 "
            "(Школа № 1)."
        ),
    ),
    (
        CorrectionRefused(1),
        DEPUTY,
        (
            "Заместитель начальника: отклонено исправление показателей отчёта № 1 по п. 4 дорожной карты 647-2020 "
            "(Школа № 1)."
        ),
    ),
    (
        ExtensionRequested(date(2021, 1, 29)),
        SCHOOL,
        "Школа № 1: запрошено продление срока п. 4 дорожной карты 647-2020 — просит до 29.01.2021.",
    ),
    (
        ExtensionGranted(deadline=DUE, authority=DECISION),
        DEPUTY,
        (
            "Заместитель начальника: продлён срок исполнения п. 4 дорожной карты 647-2020 (Школа № 1) — "
            "срок исполнения 31.12.2020, контрольная дата 31.12.2020, "
            "основание: решение подписавшего лица от 30.11.2020."
        ),
    ),
    (
        ExtensionDenied(),
        DEPUTY,
        "Заместитель начальника: отказано в продлении срока п. 4 дорожной карты 647-2020 (Школа № 1).",
    ),
    (
        DeadlineSet(deadline=DUE, cause="decision"),
        DEPUTY,
        (
            "Заместитель начальника: установлена контрольная дата п. 4 дорожной карты 647-2020 (Школа № 1) — "
            "контрольная дата 31.12.2020."
        ),
    ),
    (
        Transferred(organisation="school-1", effective_on=date(2021, 2, 1), cause="reorganised"),
        DEPUTY,
        (
            "Заместитель начальника: передан п. 4 дорожной карты 647-2020 (Школа № 1) — "
            "действует с 01.02.2021, организация реорганизована."
        ),
    ),
    (
        Restored(effective_on=date(2021, 3, 1), authority=DECISION),
        DEPUTY,
        (
            "Заместитель начальника: возвращён на контроль п. 4 дорожной карты 647-2020 (Школа № 1) — "
            "действует с 01.03.2021, основание: решение подписавшего лица от 30.11.2020."
        ),
    ),
    (
        TargetsSet(targets=[Target(percent=20, scope="organisation", population="pupils")], cause="act"),
        DEPUTY,
        (
            "Заместитель начальника: установлен целевой показатель п. 4 дорожной карты 647-2020 (Школа № 1) — "
            "целевой показатель 20 % по каждой организации."
        ),
    ),
    (
        TargetsSet(targets=[], cause="act"),
        DEPUTY,
        "Заместитель начальника: оставлен без целевого показателя п. 4 дорожной карты 647-2020 (Школа № 1).",
    ),
    (
        EvidenceAttached(),
        SCHOOL,
        "Школа № 1: приложен подтверждающий документ к п. 4 дорожной карты 647-2020.",
    ),
    (
        Annotated(promised_on=date(2021, 1, 15)),
        SPECIALIST,
        ("Ведущий специалист: сделана пометка по п. 4 дорожной карты 647-2020 (Школа № 1) — обещано к 15.01.2021."),
    ),
]
