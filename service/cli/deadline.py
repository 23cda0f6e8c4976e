"""Deadline: how a deadline is read, without any database."""

import sys
from collections.abc import Iterator
from datetime import date

import rich_click as click
from msgspec.structs import replace

from domain.deadline_text import Reading, read
from service.cli.options import Day, argument, as_json, option
from service.cli.terminal import document, language
from service.words import Language, _, say


@click.command()
@argument("text")
@option("--act-date", type=Day(), help="When the act was signed: it lends its year.")
@as_json
def deadline(*, text: str, act_date: date | None, as_json: bool) -> None:
    """Read a deadline as documents write it; `-` reads lines from stdin and answers each with a line of JSON."""
    speaks = language()
    for line in sys.stdin if text == "-" else [text]:
        reading = read(line.rstrip("\r\n"), act_date)
        if as_json or text == "-":
            document(replace(reading, reason=say(reading.reason, speaks) if reading.reason else None))
        else:
            click.echo(", ".join(_words(reading, speaks)))


def _words(reading: Reading, speaks: Language) -> Iterator[str]:
    match reading.outcome:
        case "needs_decision":
            yield say(_("A person must decide: {reason}"), speaks, reason=say(str(reading.reason), speaks))
        case "refused":
            yield say(_("It cannot be read: {reason}"), speaks, reason=say(str(reading.reason), speaks))
        case "read":
            yield say(_("read as {kind}"), speaks, kind=reading.kind)
            if reading.starts_on:
                yield say(_("from {day}"), speaks, day=reading.starts_on)
            if reading.due_on:
                yield say(_("until {day} inclusive"), speaks, day=reading.due_on)
            if reading.rule:
                yield say(_("by the rule {rule}"), speaks, rule=reading.rule)
            if reading.inferred:
                yield say(_("its year is the act's"), speaks)
