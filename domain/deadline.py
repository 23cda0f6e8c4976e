"""A deadline: five facts, never one (DOMAIN glossary), computed when decided and stored (rule 3)."""

from datetime import date

from msgspec import Struct


class Deadline(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Dates of one duty; ``provisional`` is true or absent: a provisional calendar was used (rule 4)."""

    starts_on: date | None = None
    written_on: date | None = None
    due_on: date | None = None
    control_on: date | None = None
    provisional: bool | None = None
