"""Figures: which a report needs, and what it says where they fall short of a target (DOMAIN rule 7)."""

from domain.assignment.refusals import BelowTarget, FiguresMissing, FiguresWrong, NoShortfall
from domain.target import Figures, Target, meets


def check_figures(targets: tuple[Target, ...], figures: Figures | None, *, shortfall: bool) -> None:
    check_counts(figures)
    if figures is None:
        if targets:
            raise FiguresMissing(percent=targets[0].percent)
        missed = []
    else:
        missed = [t for t in targets if t.scope == "organisation" and meets(figures, t) is False]
    if missed and figures and not shortfall:
        reached = f"{figures.engaged * 1000 // figures.enrolled / 10:g}"  # never rounded up to the target
        raise BelowTarget(
            engaged=figures.engaged, enrolled=figures.enrolled, reached=reached, percent=missed[0].percent
        )
    if shortfall and not missed:
        raise NoShortfall


def check_counts(figures: Figures | None) -> None:
    if figures is not None and not 0 <= figures.engaged <= figures.enrolled:
        raise FiguresWrong(engaged=figures.engaged, enrolled=figures.enrolled)
