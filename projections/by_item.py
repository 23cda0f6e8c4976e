"""Going item by item: how questions about whole roadmaps read each assignment once, from one index alone."""

from typing import Final

ITEMS: Final = """(
    select i.roadmap, i.item, i.at, i.since, i.targets, i.due_on, i.undecided, i.periods from read_control.item as i
    where i.district = $1 and i.known_from <= $2 and i.known_to > $2
      and ($3::text is null or i.roadmap = $3) and ($4::text is null or i.item = $4)
)"""
"""The items asked about; its arguments and those of `OF_ITEM` are those of `projections.scope.narrowed`."""

OF_ITEM: Final = """
    a.district = $1 and a.roadmap = i.roadmap and a.item = i.item and a.known_from <= $2 and a.known_to > $2
    and ($5::text is null or a.organisation = $5) and ($6::text[] is null or a.organisation = any ($6))
"""
"""Of assignments ``a`` in a lateral query of each item ``i``."""


def in_force(day: str, of: str = "a") -> str:
    """Return the condition that an assignment is in force on a day; only what was restored needs its whole history."""
    began, going_on = f"{of}.assigned_on <= {day}", f"({of}.ended_on is null or {of}.ended_on > {day})"
    return f"case when {of}.unbroken then {began} and {going_on} else {of}.in_force @> {day} end"
