"""The reading of an order: its document becomes the preview that a person confirms."""

import hashlib
import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from domain.calendar import Calendar
from domain.entry import encode
from domain.order import fates
from domain.order.clauses import controller
from domain.order.content import Content, Options, read_content
from domain.order.document import Document
from domain.order.draft import latin
from domain.order.items import Grounds, items, warnings
from domain.order.preview import ActFound, Item, Preview, Remark, remark
from domain.policy import Policy

READER: Final = "3"  # counts up when the same file would be read otherwise; recorded with the roadmap
AMENDS: Final = remark("The clauses change another order: import the file as an act that amends its roadmap.")
_LONGEST_KEY: Final = 40
_NO_OPTIONS, _POLICY, _CALENDAR = Options(), Policy(), Calendar()


def preview(
    document: Document,
    sha256: str,
    options: Options = _NO_OPTIONS,
    policy: Policy = _POLICY,
    calendar: Calendar = _CALENDAR,
) -> Preview:
    """Read an order; raise a `Refused` of `domain.order.refusals` where no roadmap can be made of it.

    ``sha256`` is the file's; ``policy`` and ``calendar`` make due and control days of the written ones.
    """
    content = read_content(document, options)
    act, grounds = content.act, Grounds(policy=policy, calendar=calendar, act_date=content.act.dated_on)
    control = (controller(clause, act.signatory_position) for clause in content.clauses if clause.names_control)
    reading = Preview(
        preview="",
        sha256=sha256,
        roadmap=_key(act),
        act=act,
        supervisor=next(control, None),
        items=items(content.drafts, grounds),
        organisations=tuple(content.centres),
        rows=fates.rows(document, {**content.marks, **fates.of_drafts(content.drafts)}),
        warnings=(*_about_the_act(content, options), *content.warnings, *warnings(content.drafts)),
    )
    return replace(reading, preview=_identity(reading, options))


def _identity(reading: Preview, options: Options) -> str:
    """Hash file, options, reader and reading; due and control days are the district's policy's, not the file's."""
    undated = replace(reading, items=tuple(map(_as_written, reading.items)))
    return hashlib.sha256(encode([READER, options, undated])).hexdigest()


def _as_written(item: Item) -> Item:
    return replace(item, deadline=replace(item.deadline, due_on=None, control_on=None, provisional=None))


def _key(act: ActFound) -> str | None:
    """Offer the key of the roadmap: number and year, such as ``647-2020``; None without the two."""
    if act.number is None or act.dated_on is None:
        return None
    number = re.sub(r"[^a-z0-9.]+", "-", latin(act.number)).strip("-.")
    return f"{number[: _LONGEST_KEY - 5]}-{act.dated_on.year:04}" if number else None


def _about_the_act(content: Content, options: Options) -> Iterator[Remark]:
    said, act = content.said, content.act
    if act.number is None:
        yield remark("The number of the act is not in the file: give it as an option.")
    if act.dated_on is None:
        yield remark("The date of the act is not in the file: give it as an option.")
    if options.act_number and said.number and options.act_number != said.number:
        yield remark(
            "The file says number {said}, the options say {given}: the options hold.",
            said=said.number,
            given=options.act_number,
        )
    if options.act_date and said.dated_on and options.act_date != said.dated_on:
        yield remark(
            "The file says the act is of {said}, the options say {given}: the options hold.",
            said=said.dated_on,
            given=options.act_date,
        )
    if not any(draft.kind == "row" for draft in content.drafts):
        no_table = remark("The file has no table of a roadmap: only clauses are imported.")
        yield AMENDS if content.amends else no_table
