"""Touching the assignments of an item: each is read from its own stream, whoever must do it now."""

from collections.abc import Iterable
from typing import Final

from domain import directory
from domain.assignment.state import ASSIGNMENT
from domain.assignment.state import State as Assignment
from domain.decider import Past
from domain.directory import DIRECTORY
from domain.roadmap.item import Item
from domain.roadmap.state import ROADMAP

ENDED: Final = frozenset({"accepted", "withdrawn"})


def streams_of(item: Item, members: directory.State, only: str | None = None) -> list[str]:
    """Name the assignment of every organisation there is, and of every period: who has none is read as having none."""
    periods = [f"{item.item}@{period}" for period in item.periods if only in {None, period}]
    keys = periods if only else [item.item, *periods]
    return [f"assignment/{item.roadmap}/{key}/{organisation}" for key in keys for organisation in members.organisations]


def streams_of_roadmaps(past: Past, roadmaps: Iterable[str]) -> list[str]:
    """Name the assignments of all items of some roadmaps, as far as these and the directory are read already."""
    if directory.STREAM not in past.streams:
        return []
    members = past.state(DIRECTORY, directory.STREAM)
    known = [past.state(ROADMAP, stream) for stream in roadmaps if stream in past.streams]
    return [stream for roadmap in known for item in roadmap.items.values() for stream in streams_of(item, members)]


def assignments(past: Past, streams: Iterable[str]) -> list[tuple[str, Assignment]]:
    """Return those that there are."""
    return [(stream, past.state(ASSIGNMENT, stream)) for stream in streams if past.version(stream)]


def open_ones(past: Past, streams: Iterable[str]) -> list[tuple[str, Assignment]]:
    """Return those that are neither accepted nor withdrawn."""
    return [(stream, state) for stream, state in assignments(past, streams) if state.state not in ENDED]
