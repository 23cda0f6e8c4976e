"""Targets in a title: "не менее 15 % обучающихся" offers a share of a population (DOMAIN section 6)."""

import re
from typing import Final

from domain.target import Scope, Target

_SHARE: Final = re.compile(
    r"\bне\s+(?:менее|ниже)\s+(?:чем\s+)?(?P<percent>\d{1,3})\s*(?:%|процент\w*)(?:\s+от)?(?:\s+\w+){0,3}?"
    r"\s+(?P<population>обучающ|учащ|школьник|ученик|педагог|учител)",
    re.IGNORECASE,
)
_ANY_SHARE: Final = re.compile(r"\d\s*(?:%|процент)", re.IGNORECASE)
_EACH: Final = re.compile(r"\bв?\s*кажд(?:ая|ой|ую|ом|ое)\b", re.IGNORECASE)
_POPULATIONS: Final = {"педагог": "teachers", "учител": "teachers"}


def targets(title: str, scope: Scope) -> tuple[Target, ...]:
    """Read the targets of a title; ``scope`` is what holds unless the title speaks of each organisation."""
    scope = "organisation" if _EACH.search(title) else scope
    return tuple(
        Target(
            percent=int(share["percent"]),
            scope=scope,
            population=_POPULATIONS.get(share["population"].lower(), "pupils"),
        )
        for share in _SHARE.finditer(title)
        if int(share["percent"]) <= 100  # noqa: PLR2004 the whole of a population
    )


def has_unread_share(title: str) -> bool:
    """Tell whether the title has a per cent that is no target, so that a person looks at it."""
    return len(_ANY_SHARE.findall(title)) > len(targets(title, "district"))
