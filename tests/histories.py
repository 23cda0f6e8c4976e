"""Generated histories: whatever can be recorded, in any order that a log allows, on a few streams at once."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from hypothesis import strategies as st

from domain import access, directory, district
from domain.act import ActReference, Authority, Basis
from domain.assignment import events as assignment
from domain.deadline import Deadline
from domain.events import Event
from domain.roadmap import events as roadmap
from domain.target import Figures, Target
from tests.factories import ACT, DEPUTY, EXECUTOR, ROADMAP, SCHOOL, SCHOOLS
from tests.scenario import Happened, happened

DAYS: Final = st.dates(date(2020, 10, 6), date(2020, 10, 15))  # few, so that they often meet
ITEMS: Final = ("4", "5")
_MAYBE_DAY: Final = st.none() | DAYS
_FLAG: Final = st.sampled_from([None, True])
_ACTORS: Final = st.sampled_from([SCHOOL.actor, DEPUTY.actor, EXECUTOR.actor])
_KEYS: Final = st.sampled_from(ITEMS)
_NUMBERS: Final = st.text("0123456789-/абв", min_size=1, max_size=8)

_deadlines: Final = st.builds(
    Deadline,
    starts_on=_MAYBE_DAY,
    written_on=_MAYBE_DAY,
    due_on=_MAYBE_DAY | DAYS,
    control_on=_MAYBE_DAY,
    provisional=_FLAG,
)
_figures: Final = st.integers(0, 2000).flatmap(
    lambda enrolled: st.builds(Figures, engaged=st.integers(0, enrolled), enrolled=st.just(enrolled))
)
_targets: Final = st.lists(
    st.builds(
        Target,
        percent=st.integers(1, 100),
        scope=st.sampled_from(["organisation", "district"]),
        population=st.just("pupils"),
    ),
    max_size=2,
)
_authorities: Final = st.builds(
    Authority, kind=st.sampled_from(["act", "decision", "delegation"]), number=st.none() | _NUMBERS, dated_on=DAYS
)
_papers: Final = st.builds(assignment.Paper, incoming_on=DAYS, number=_NUMBERS)
_acts: Final = st.builds(ActReference, number=_NUMBERS, dated_on=DAYS)

_REPORTS: Final = st.integers(1, 5)
_causes: Final = st.sampled_from([None, "revoked", "reorganised", "joined", "decision"])

later_of_assignment: Final[st.SearchStrategy[assignment.Event]] = st.one_of(
    st.builds(assignment.Acknowledged),
    st.builds(assignment.ProgressReported, as_of=DAYS, figures=st.none() | _figures),
    st.builds(
        assignment.CompletionReported,
        report=_REPORTS,
        completed_on=DAYS,
        submitted_on=DAYS,
        due_on=_MAYBE_DAY,
        figures=st.none() | _figures,
        paper=st.none() | _papers,
        shortfall=_FLAG,
    ),
    st.builds(assignment.ReportWithdrawn, report=_REPORTS),
    st.builds(assignment.ReportAccepted, report=_REPORTS),
    st.builds(assignment.ReportReturned, report=_REPORTS, rework_by=_MAYBE_DAY),
    st.builds(assignment.MeasurementCorrected, report=_REPORTS, figures=_figures),
    st.builds(assignment.CorrectionAccepted, report=_REPORTS),
    st.builds(assignment.CorrectionRefused, report=_REPORTS),
    st.builds(assignment.ExtensionRequested, due_on=DAYS),
    st.builds(assignment.ExtensionGranted, deadline=_deadlines, authority=_authorities),
    st.builds(assignment.ExtensionDenied),
    st.builds(
        assignment.DeadlineSet,
        deadline=_deadlines,
        authority=st.none() | _authorities,
        cause=st.sampled_from(["act", "decision", "recalculation"]),
    ),
    st.builds(
        assignment.Transferred,
        organisation=st.sampled_from(SCHOOLS),
        effective_on=DAYS,
        cause=st.sampled_from([None, "reorganised"]),
    ),
    st.builds(assignment.Withdrawn, effective_on=DAYS, authority=_authorities, cause=_causes),
    st.builds(assignment.Restored, effective_on=DAYS, authority=_authorities, cause=_causes),
    st.builds(assignment.RecognisedExecuted, authority=_authorities),
    st.builds(assignment.TargetsSet, targets=_targets, cause=st.sampled_from(["act", "joined"])),
    st.builds(assignment.EvidenceAttached),
    st.builds(assignment.Annotated, promised_on=_MAYBE_DAY),
)

_facts_of_items: Final[Mapping[str, st.SearchStrategy[object]]] = {
    "item": _KEYS,
    "kind": st.sampled_from(["row", "clause"]),
    "bases": st.lists(st.builds(Basis, number=_NUMBERS, dated_on=DAYS, clause=_KEYS), max_size=2),
    "responsible": st.sampled_from(
        [roadmap.Responsible(group="schools"), roadmap.Responsible(organisation="school-1")]
    ),
    "deadline": _deadlines,
    "outcome": st.sampled_from(["read", "needs_decision", "refused"]),
    "deadline_kind": st.none() | st.sampled_from(["by_date", "recurring"]),
    "rule": st.none() | st.just("FREQ=MONTHLY"),
    "inferred": _FLAG,
    "targets": _targets,
    "joined_to": st.none() | _KEYS,
}
_PERIODS: Final = st.sampled_from(["2020-10", "2020-q4"])

_items: Final[st.SearchStrategy[roadmap.Event]] = st.one_of(
    st.builds(roadmap.ItemAdded, **_facts_of_items),
    st.builds(roadmap.ItemAmended, act=_acts, **_facts_of_items),
    st.builds(roadmap.ItemRevoked, item=_KEYS, act=_acts),
    st.builds(roadmap.PeriodsOpened, item=_KEYS, until=DAYS, periods=st.lists(_PERIODS, max_size=2)),
    st.builds(roadmap.Closed, authority=_authorities),
    st.builds(
        roadmap.DeadlineDecided,
        item=_KEYS,
        decision=st.sampled_from(["dated", "none", "executed", "withdrawn"]),
        deadline=st.none() | _deadlines,
        authority=_authorities,
    ),
    st.builds(
        roadmap.Adopted,
        act=st.just(ACT),
        executes=st.just([]),
        supervisor=st.just("deputy"),
        file=st.just("0" * 64),
        reader=st.just("1"),
    ),
    st.builds(roadmap.SupervisorNamed, person=st.sampled_from(["deputy", "other-deputy"]), act=_acts),
)

_words_of_organisations: Final[Mapping[str, st.SearchStrategy[object]]] = {
    "organisation": st.sampled_from(SCHOOLS),
    "kind": st.just("school"),
    "name": _NUMBERS,
    "short_name": _NUMBERS,
    "aliases": st.lists(_NUMBERS, max_size=2),
    "inn": st.none() | _NUMBERS,
}

_organisations: Final[st.SearchStrategy[directory.Event]] = st.one_of(
    st.builds(directory.OrganisationRegistered, **_words_of_organisations),
    st.builds(directory.OrganisationChanged, **_words_of_organisations),
    st.builds(
        directory.OrganisationReorganised,
        organisation=st.sampled_from(SCHOOLS),
        successor=st.sampled_from(SCHOOLS),
        effective_on=DAYS,
        authority=_authorities,
    ),
)

_here: Final[st.SearchStrategy[district.Event]] = st.one_of(
    st.builds(district.Opened, name=_NUMBERS, time_zone=st.just("Europe/Moscow")),
    st.builds(
        district.PolicyAdopted,
        effective_on=DAYS,
        day_off_rule=st.sampled_from(["as_written", "preceding", "next"]),
        control_rule=st.sampled_from(["preceding", "as_due"]),
        discipline_formula=st.just("default"),
        delegation=st.none() | _acts,
    ),
    st.builds(
        district.CalendarPublished,
        year=st.sampled_from([2020, 2021]),
        edition=st.integers(1, 3),
        days_off=st.lists(DAYS, max_size=3).map(tuple),
        working_weekends=st.lists(DAYS, max_size=3).map(tuple),
        source=st.just("order"),
        provisional=_FLAG,
    ),
)

_access: Final[st.SearchStrategy[access.Event]] = st.one_of(
    st.builds(access.Granted, role=st.just("school"), organisation=st.sampled_from(SCHOOLS)),
    st.builds(access.Revoked, role=st.just("school"), organisation=st.sampled_from(SCHOOLS)),
)

_OTHER_STREAMS: Final[Mapping[str, st.SearchStrategy[Event]]] = {
    f"roadmap/{ROADMAP}": _items,
    directory.STREAM: _organisations,
    district.STREAM: _here,
    f"access/{SCHOOL.actor}": _access,
}
_ASSIGNMENTS: Final = [
    f"assignment/{ROADMAP}/{item}/{school}" for item in (*ITEMS, "5@2020-q4") for school in SCHOOLS[:2]
]
_STREAMS: Final = st.sampled_from([*_ASSIGNMENTS, *_ASSIGNMENTS, *_OTHER_STREAMS])


@st.composite
def histories(draw: st.DrawFn, *, least: int, most: int) -> list[Happened]:
    """Generate what may happen; the one order that is kept: an assignment is assigned first."""
    history: list[Happened] = []
    assigned = set[str]()
    for stream in draw(st.lists(_STREAMS, min_size=least, max_size=most)):
        if stream in _OTHER_STREAMS:
            event: Event = draw(_OTHER_STREAMS[stream])
        elif stream in assigned:
            event = draw(later_of_assignment)
        else:
            assigned.add(stream)
            event = draw(_births(stream))
        history.append(happened(event, stream, by=draw(_ACTORS), on=draw(DAYS)))
    return history


def _births(stream: str) -> st.SearchStrategy[assignment.Assigned]:
    _, _, name, school = stream.split("/")
    item, _, period = name.partition("@")
    return st.builds(
        assignment.Assigned,
        roadmap=st.just(ROADMAP),
        item=st.just(item),
        period=st.just(period or None),
        organisation=st.just(school),
        assigned_on=DAYS,
        deadline=_deadlines,
        targets=_targets,
        group=st.just("schools"),
    )
