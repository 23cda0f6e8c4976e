"""Which figures count on a day: a merged school's own until its heir has reported (DOMAIN rule 8)."""

from typing import Final

from projections.by_item import in_force

HEIRS: Final = """
    with recursive heir as (
        select o.key as organisation, o.successor as heir, o.reorganised_on as since
        from read_control.organisation as o
        where o.district = $1 and o.known_from <= $2 and o.known_to > $2 and o.reorganised_on <= $7
        union
        select h.organisation, o.successor, o.reorganised_on
        from heir as h join read_control.organisation as o on o.key = h.heir
        where o.district = $1 and o.known_from <= $2 and o.known_to > $2 and o.reorganised_on <= $7
    )
"""
"""Merged organisations, each with every one that stands in its place now and since when."""


def counts_on(day: str) -> str:
    """Return the condition that ``a`` counts on a day; a merged school does until its heir reports (DOMAIN rule 8)."""
    merged = f"(a.withdrawal_cause = 'reorganised' and a.submitted_on <= {day})"
    return f"""
        ({in_force(day)} or {merged})
        and (a.organisation <> all (array(select h.organisation from heir as h)) or not exists (
            select from heir as h join read_control.assignment as b
                on b.organisation = h.heir and b.submitted_on >= h.since and b.submitted_on <= {day}
            where h.organisation = a.organisation and h.since <= {day} and b.district = $1
              and b.roadmap = a.roadmap and b.item = a.item and b.period is not distinct from a.period
              and b.known_from <= $2 and b.known_to > $2 and {in_force(day, "b")}
        ))
    """  # noqa: S608  parts of our own
