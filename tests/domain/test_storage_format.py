"""What is stored is read for ever: ``tests/golden/events.jsonl`` only grows, a stored line never changes.

The tables repeat what was fixed before the first event was recorded; a new fact is a new optional field or a new tag.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final, get_args

import msgspec
import pytest
import rfc8785
from msgspec import Struct
from msgspec.structs import replace

from domain.act import Act, ActReference, Authority, Basis, ExecutedAct
from domain.assignment.commands import (
    AcceptReport,
    Annotate,
    AttachEvidence,
    CorrectMeasurement,
    GrantExtension,
    RefuseCorrection,
    ReportCompletion,
    ReportProgress,
    RequestExtension,
    Restore,
    ReturnReport,
    Withdraw,
)
from domain.assignment.events import Paper
from domain.assignment.evidence import Link
from domain.command import Caller, Command
from domain.deadline import Deadline
from domain.entry import encode
from domain.events import Event, decode
from domain.granting import Revoke
from domain.roadmap.decide_deadline import DecideDeadline
from domain.roadmap.events import Responsible
from domain.target import Figures, Target
from service.importing import sample
from service.importing.confirming import adoption
from service.importing.preview import preview
from tests.factories import (
    ADMINISTRATOR,
    DECISION,
    DEPUTY,
    EXECUTOR,
    OPENED,
    ORGANISATIONS,
    PEOPLE,
    ROADMAP,
    SCHOOL,
    organisation,
    registered,
)
from tests.scenario import Given, Happened, stored

LINES: Final = (Path(__file__).parents[1] / "golden" / "events.jsonl").read_bytes().splitlines()

EVENTS: Final[Mapping[str, str]] = {
    "district.opened": "name time_zone oktmo?",
    "district.policy_adopted": "effective_on day_off_rule control_rule discipline_formula delegation?",
    "district.calendar_published": "year edition days_off working_weekends source provisional?",
    "directory.organisation_registered": "organisation kind name short_name aliases inn? profile?",
    "directory.organisation_changed": "organisation kind name short_name aliases inn? profile?",
    "directory.organisation_reorganised": "organisation successor effective_on authority",
    "roadmap.adopted": "act executes supervisor file reader",
    "roadmap.item_added": (
        "item kind bases responsible deadline outcome deadline_kind? rule? inferred? targets joined_to?"
    ),
    "roadmap.item_amended": (
        "item act kind bases responsible deadline outcome deadline_kind? rule? inferred? targets joined_to?"
    ),
    "roadmap.item_revoked": "item act",
    "roadmap.periods_opened": "item until periods",
    "roadmap.closed": "authority",
    "roadmap.deadline_decided": "item decision deadline? authority",
    "roadmap.supervisor_named": "person act",
    "assignment.assigned": "roadmap item period? organisation assigned_on deadline targets group?",
    "assignment.acknowledged": "",
    "assignment.progress_reported": "as_of figures?",
    "assignment.completion_reported": "report completed_on submitted_on due_on? figures? paper? shortfall?",
    "assignment.report_withdrawn": "report",
    "assignment.report_accepted": "report",
    "assignment.report_returned": "report rework_by?",
    "assignment.measurement_corrected": "report figures",
    "assignment.correction_accepted": "report",
    "assignment.correction_refused": "report",
    "assignment.extension_requested": "due_on",
    "assignment.extension_granted": "deadline authority",
    "assignment.extension_denied": "",
    "assignment.deadline_set": "deadline authority? cause",
    "assignment.transferred": "organisation effective_on cause?",
    "assignment.withdrawn": "effective_on authority cause?",
    "assignment.restored": "effective_on authority cause?",
    "assignment.recognised_executed": "authority",
    "assignment.targets_set": "targets cause",
    "assignment.evidence_attached": "",
    "assignment.annotated": "promised_on?",
    "access.granted": "role organisation? from? to?",
    "access.revoked": "role organisation?",
}
VALUES: Final[Mapping[type[Struct], str]] = {
    Figures: "engaged enrolled",
    Target: "percent scope population",
    Authority: "kind number? dated_on",
    Paper: "incoming_on number",
    Deadline: "starts_on? written_on? due_on? control_on? provisional?",
    Basis: "number dated_on clause",
    Responsible: "group? organisation?",
    ActReference: "number dated_on",
    Act: "number dated_on issuer signatory_position",
    ExecutedAct: "number? dated_on? issuer?",
}
TYPES: Final[Mapping[str, type[Struct]]] = {event.__struct_config__.tag: event for event in get_args(Event)}


def fields_of(type_: type[Struct]) -> list[str]:
    return sorted(field.encode_name + ("" if field.required else "?") for field in msgspec.structs.fields(type_))


@pytest.mark.parametrize("line", LINES)
def test_a_stored_line_can_be_read(line: bytes) -> None:
    recorded = decode(line)

    assert msgspec.json.decode(line)["data"]["type"] == recorded.data.__struct_config__.tag


@pytest.mark.parametrize("line", LINES)
def test_what_was_read_is_written_with_the_same_bytes(line: bytes) -> None:
    assert rfc8785.dumps(msgspec.json.decode(line)["data"]) == encode(decode(line).data)


@pytest.mark.parametrize("line", LINES)
def test_a_stored_line_is_the_rfc_8785_form_of_itself(line: bytes) -> None:
    assert rfc8785.dumps(msgspec.json.decode(line)) == line


def test_every_event_has_a_stored_line() -> None:
    assert TYPES.keys() == {decode(line).data.__struct_config__.tag for line in LINES}


@pytest.mark.parametrize("tag", TYPES)
def test_every_field_of_an_event_stands_in_a_stored_line(tag: str) -> None:
    stored_fields = {
        name for line in LINES if (data := msgspec.json.decode(line)["data"])["type"] == tag for name in data
    }

    assert {"type", *(name.rstrip("?") for name in fields_of(TYPES[tag]))} == stored_fields


@pytest.mark.parametrize("tag", TYPES)
def test_an_event_has_the_fields_that_were_fixed(tag: str) -> None:
    assert sorted(EVENTS[tag].split()) == fields_of(TYPES[tag])


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.__name__)
def test_a_small_value_has_the_fields_that_were_fixed(value: type[Struct]) -> None:
    assert sorted(VALUES[value].split()) == fields_of(value)


@pytest.mark.parametrize("type_", [*TYPES.values(), *VALUES], ids=lambda type_: type_.__name__)
def test_a_field_that_may_be_absent_is_left_out_and_never_null(type_: type[Struct]) -> None:
    optional = [field for field in msgspec.structs.fields(type_) if not field.required]

    assert [None for _ in optional] == [field.default for field in optional]
    assert not optional or type_.__struct_config__.omit_defaults


@pytest.mark.parametrize("type_", [*TYPES.values(), *VALUES], ids=lambda type_: type_.__name__)
def test_a_reader_passes_over_names_it_does_not_know(type_: type[Struct]) -> None:
    assert not type_.__struct_config__.forbid_unknown_fields


# Rule 13, over a whole life: adopted, extended, withdrawn, restored, reported, returned, accepted, corrected, decided

SCHOOL_KEY: Final = f"{ROADMAP}/4/school-1"
DAY: Final = date(2020, 12, 25)
LATER: Final = date(2021, 1, 29)
LIFE: Final[tuple[tuple[Caller, Command], ...]] = (
    (DEPUTY, adoption(preview(sample.order(), sample.NAME), supervisor="deputy", roadmap=ROADMAP, joins={"p2.4": "4"})),
    (SCHOOL, ReportProgress(assignment=SCHOOL_KEY, as_of=DAY, note="Начали")),
    (SCHOOL, RequestExtension(assignment=SCHOOL_KEY, due_on=LATER, reason="Ремонт")),
    (DEPUTY, GrantExtension(assignment=SCHOOL_KEY, due_on=LATER, reason="Согласовано", authority=DECISION)),
    (DEPUTY, Annotate(assignment=SCHOOL_KEY, note="Звонили", promised_on=LATER)),
    (DEPUTY, Withdraw(assignment=SCHOOL_KEY, authority=DECISION, ground="Закрыта")),
    (DEPUTY, Restore(assignment=SCHOOL_KEY, authority=DECISION, ground="Открыта")),
    (
        SCHOOL,
        ReportCompletion(
            assignment=SCHOOL_KEY,
            completed_on=DAY,
            note="Сделано",
            figures=Figures(engaged=9, enrolled=10),
            evidence=(Link(title="Фотография", url="https://school-1.example/photo"),),
        ),
    ),
    (DEPUTY, ReturnReport(assignment=SCHOOL_KEY, reason="Цифры не сходятся")),
    (
        EXECUTOR,
        ReportCompletion(
            assignment=SCHOOL_KEY,
            completed_on=DAY,
            figures=Figures(engaged=1, enrolled=10),
            shortfall="Карантин",
            paper=Paper(incoming_on=DAY, number="01-12/45"),
        ),
    ),
    (SCHOOL, AttachEvidence(assignment=SCHOOL_KEY, evidence=Link(title="Список", url="https://school-1.example/list"))),
    (DEPUTY, AcceptReport(assignment=SCHOOL_KEY, note="Принято")),
    (
        SCHOOL,
        CorrectMeasurement(assignment=SCHOOL_KEY, figures=Figures(engaged=2, enrolled=10), reason="Пересчитали"),
    ),
    (DEPUTY, RefuseCorrection(assignment=SCHOOL_KEY, reason="Нет списка")),
    (
        DEPUTY,
        DecideDeadline(roadmap=ROADMAP, item="1", decision="executed", ground="Служебная записка", authority=DECISION),
    ),
    (ADMINISTRATOR, Revoke(actor=EXECUTOR.actor, role="executor", organisation="office", ground="Переведён")),
)


def lived() -> Iterator[Happened]:
    """Carry the commands out one after another, each on what those before it recorded."""
    cabinet = replace(organisation("methodical-cabinet", "unit"), short_name="РМК")
    history = [*OPENED, *PEOPLE, *ORGANISATIONS, *registered(cabinet)]
    for caller, command in LIFE:
        facts = Given(*history).when(command, caller, DAY).facts()
        recorded = [Happened(fact=fact, actor=caller.actor, day=DAY) for fact in facts]
        history += recorded
        yield from recorded


def test_rule_13_no_free_text_stands_in_an_entry() -> None:
    life = list(lived())
    words = {words for event in life for words in event.fact.texts.values()}
    entries = b"\n".join(line for _, line in stored(life))

    assert {
        "Сделано",
        "Ремонт",
        "Закрыта",
        "Пересчитали",
        "Цифры не сходятся",
        "Карантин",
        "Принято",
        "Служебная записка",
        "Переведён",
        "ОО",
    } <= words
    assert set() == {text for text in words if text.encode() in entries}


def test_rule_13_an_entry_commits_to_each_of_its_texts() -> None:
    life = list(lived())

    assert [set(event.fact.texts) for event in life] == [set(decode(line).texts) for _, line in stored(life)]


def test_rule_13_what_a_person_typed_leaves_no_letter_of_his_language_in_an_entry() -> None:
    of_people = [line for stream, line in stored(lived()) if stream.startswith(("assignment/", "access/"))]

    assert of_people
    assert [] == [line for line in of_people if not line.isascii()]
