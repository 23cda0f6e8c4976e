"""Targets and the figures that are held against them (DOMAIN rule 7)."""

from typing import Literal, TypeAlias

from msgspec import Struct

Scope: TypeAlias = Literal["organisation", "district"]


class Target(Struct, frozen=True, kw_only=True):
    """What share of a population must be engaged, in each organisation or in the district as a whole."""

    percent: int
    scope: Scope
    population: str


class Figures(Struct, frozen=True, kw_only=True):
    """Head counts as of a date: ``engaged`` of ``enrolled``."""

    engaged: int
    enrolled: int


def meets(figures: Figures, target: Target) -> bool | None:
    """Compare in integers; none enrolled is no data, neither met nor missed."""
    if figures.enrolled == 0:
        return None
    return figures.engaged * 100 >= target.percent * figures.enrolled
