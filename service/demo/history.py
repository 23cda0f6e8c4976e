"""What has happened in the demo: reports on paper and by the schools, reviews; nobody is asked twice."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from domain.assignment.commands import AcceptReport, ReportCompletion, ReturnReport
from domain.assignment.events import Paper
from domain.assignment.evidence import Link
from domain.command import Command
from domain.target import Figures

ROADMAP: Final = "647-2020"
DEPUTY: Final = "person:deputy"
EXECUTOR: Final = "person:executor"

ON_PAPER: Final = {"2": range(2, 10), "3": range(2, 8)}
"""Rows whose completion these schools reported by letter in October 2020; the office registers them now."""

PUPILS: Final = {2: 540, 3: 601, 4: 380, 5: 455, 6: 720, 7: 214, 8: 167, 9: 143, 10: 96, 11: 88, 12: 690}


class Step(Struct, frozen=True, kw_only=True):
    """Who does what; the command is known again by the step's name at every start."""

    name: str
    actor: str
    command: Command


def history() -> Iterator[Step]:
    yield from _on_paper()
    yield from _first_target()
    yield from _last_target()


def _on_paper() -> Iterator[Step]:
    for row, schools in ON_PAPER.items():
        for school in schools:
            day = date(2020, 10, 11 + school)
            paper = Paper(incoming_on=day, number=f"01-{row}{school:02}")
            yield _report(row, school, day, EXECUTOR, paper=paper)
    for school in (2, 3, 4):
        yield _accept("2", school)


def _first_target() -> Iterator[Step]:
    """Row 4, 15 %: one school falls short and says why."""
    for school, engaged in ((2, 97), (4, 70), (6, 131)):
        yield _report("4", school, date(2020, 12, 21), _school(school), engaged=engaged)
        yield _accept("4", school)
    reason = "Половина старших классов была на дистанционном обучении."
    yield _report("4", 3, date(2020, 12, 25), _school(3), engaged=78, shortfall=reason)


def _last_target() -> Iterator[Step]:
    """Row 8, 70 %: accepted, under review, returned; the others are silent."""
    for school, engaged in ((2, 391), (6, 540)):
        yield _report("8", school, date(2024, 12, 20), _school(school), engaged=engaged)
        yield _accept("8", school)
    yield _report("8", 4, date(2024, 12, 24), _school(4), engaged=271)
    yield _report("8", 5, date(2024, 12, 26), _school(5), engaged=330)
    reason = "Нет списка пар: приложите его."
    yield Step(name="8/5/return", actor=DEPUTY, command=ReturnReport(assignment=_key("8", 5), reason=reason))


def _report(
    row: str,
    school: int,
    day: date,
    actor: str,
    *,
    engaged: int | None = None,
    shortfall: str | None = None,
    paper: Paper | None = None,
) -> Step:
    figures = Figures(engaged=engaged, enrolled=PUPILS[school]) if engaged is not None else None
    evidence = (Link(title="Отчёт на сайте школы", url=f"https://school-{school}.example/report"),) if figures else ()
    command = ReportCompletion(
        assignment=_key(row, school),
        completed_on=day,
        figures=figures,
        evidence=evidence,
        shortfall=shortfall,
        paper=paper,
    )
    return Step(name=f"{row}/{school}/report", actor=actor, command=command)


def _accept(row: str, school: int) -> Step:
    return Step(name=f"{row}/{school}/accept", actor=DEPUTY, command=AcceptReport(assignment=_key(row, school)))


def _key(row: str, school: int) -> str:
    return f"{ROADMAP}/{row}/school-{school}"


def _school(school: int) -> str:
    return f"organisation:school-{school}"
