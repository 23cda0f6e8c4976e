"""Tells what happened to the district itself and to its directory."""

from collections.abc import Iterator, Mapping
from typing import Final, assert_never

from domain import directory, district
from domain.directory import OrganisationChanged, OrganisationRegistered, OrganisationReorganised
from domain.district import CalendarPublished, Opened, PolicyAdopted
from domain.policy import ControlRule, DayOffRule
from service.answers.discipline import TITLES
from service.narrative import facts
from service.narrative.happening import Happening
from service.narrative.phrase import Phrase, Told, phrase
from service.words import _

DAYS_OFF: Final[Mapping[DayOffRule, str]] = {
    "as_written": _("a deadline on a day off stays as written"),
    "preceding": _("a deadline on a day off moves to the working day before"),
    "next": _("a deadline on a day off moves to the working day after"),
}
CONTROL: Final[Mapping[ControlRule, str]] = {
    "preceding": _("control no later than the last working day of the deadline"),
    "as_due": _("control on the due day itself"),
}
_FORMULAS: Final[Mapping[str, str]] = {name: title for name, title in TITLES.items()}  # noqa: C416  of any name


def told(here: Happening, event: district.Event | directory.Event) -> Told:
    match event:
        case Opened() | PolicyAdopted() | CalendarPublished():
            return _of_the_district(here.who, event)
        case _:
            return _of_the_directory(here, event)


def _of_the_district(who: Phrase | str, event: district.Event) -> Told:
    match event:
        case Opened(name=name, time_zone=zone):
            opened = phrase(_("{who} opened the district “{name}”"), who=who, name=name)
            return [opened, phrase(_("time zone {zone}"), zone=zone)]
        case PolicyAdopted():
            return [phrase(_("{who} adopted the policy of deadlines"), who=who), *_policy(event)]
        case CalendarPublished(year=year, edition=edition):
            published = _("{who} published the working calendar of {year}, edition {edition}")
            return [phrase(published, who=who, year=year, edition=edition), *_calendar(event)]
        case _:
            assert_never(event)


def _of_the_directory(here: Happening, event: directory.Event) -> Told:
    who = here.who
    match event:
        case OrganisationRegistered(name=name, short_name=short_name):
            registered = _("{who} registered the organisation {organisation} ({name})")
            return [phrase(registered, who=who, organisation=short_name, name=name)]
        case OrganisationChanged(organisation=key, name=name, short_name=short_name):
            changed = _("{who} changed the organisation {key}: {organisation} ({name})")
            return [phrase(changed, who=who, key=key, organisation=short_name, name=name)]
        case OrganisationReorganised(organisation=key, successor=successor, effective_on=effective_on):
            merged = phrase(
                _("{who} merged the organisation {organisation} into {successor}"),
                who=who,
                organisation=here.organisation(key),
                successor=here.organisation(successor),
            )
            return [merged, phrase(_("effective on {day}"), day=effective_on), facts.authority(event.authority)]
        case _:
            assert_never(event)


def _policy(event: PolicyAdopted) -> Iterator[Phrase]:
    yield phrase(_("effective on {day}"), day=event.effective_on)
    yield phrase(DAYS_OFF[event.day_off_rule])
    yield phrase(CONTROL[event.control_rule])
    formula = _FORMULAS.get(event.discipline_formula, event.discipline_formula)
    yield phrase(_("execution discipline: “{formula}”"), formula=phrase(formula))
    if event.delegation:
        yield facts.act(event.delegation)


def _calendar(event: CalendarPublished) -> Iterator[Phrase]:
    yield phrase(_("source: {source}"), source=event.source)
    if event.provisional:
        yield phrase(_("provisional"))
