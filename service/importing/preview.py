"""The first step of an import: a file and what a person adds to it become a preview; nothing is recorded."""

import hashlib
from pathlib import PurePath
from typing import Final

from domain.calendar import Calendar
from domain.order import reading
from domain.order.content import Options
from domain.order.preview import Preview
from domain.policy import Policy
from service.importing import delimited, text

_READERS: Final = {".csv": delimited.read, ".tsv": delimited.read}


def preview(
    data: bytes,
    name: str,
    options: Options | None = None,
    policy: Policy | None = None,
    calendar: Calendar | None = None,
) -> Preview:
    """Read a file; raise a `Refused` where it cannot become a roadmap.

    The end of ``name`` tells a table (``.csv``, ``.tsv``) from a text; without a district the default policy and a
    provisional calendar stand in.
    """
    read = _READERS.get(PurePath(name).suffix.lower(), text.read)
    return reading.preview(
        read(data),
        hashlib.sha256(data).hexdigest(),
        options or Options(),
        policy or Policy(),
        calendar or Calendar(),
    )
