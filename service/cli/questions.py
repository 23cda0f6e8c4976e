"""Questions of the setup: each is an option, and asked where it was not given and somebody is there to answer."""

import re
import sys
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

import rich_click as click

from service import clock
from service.cli.options import option
from service.cli.terminal import words
from service.words import _

F = TypeVar("F", bound=Callable[..., object])
_KEY: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
_QUESTIONS: Final = {
    "key": _("Key of the district, such as aksay"),
    "name": _("Name of the district"),
    "time_zone": _("Time zone"),
    "years": _("Years whose working calendars are published"),
    "office_key": _("Key of the office"),
    "office_name": _("Full name of the office"),
    "office_short_name": _("Short name of the office"),
    "supervisor": _("Id of the supervisor, such as deputy"),
    "supervisor_name": _("Name of the supervisor"),
    "supervisor_position": _("Position of the supervisor"),
    "administrator": _("Id of the administrator, such as admin"),
    "administrator_name": _("Name of the administrator"),
    "administrator_position": _("Position of the administrator"),
}
_KEYS: Final = ("key", "office_key", "supervisor", "administrator")


def options(command: F) -> F:
    """Add an option for every question."""
    for name, question in reversed(_QUESTIONS.items()):
        command = option(f"--{name.replace('_', '-')}", help=f"{question}.")(command)
    return command


def answers(given: Mapping[str, str | None]) -> dict[str, str]:
    """Return an answer to every question; raise `UsageError` where one is missing, or no key."""
    defaults = {"time_zone": "Europe/Moscow", "years": f"2020-{clock.now().year + 1}", "office_key": "office"}
    found: dict[str, str] = {}
    for name, question in _QUESTIONS.items():
        found[name] = given[name] or _ask(name, words(question), defaults.get(name))
        if name in _KEYS and not _KEY.fullmatch(found[name]):
            raise click.UsageError(f"{found[name]} is no key: small Latin letters, digits and hyphens, 40 at most.")
    return found


def _ask(name: str, question: str, default: str | None) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(question, default=default, err=True))
    if default is None:
        raise click.UsageError(f"--{name.replace('_', '-')} is missing, and there is nobody to ask.")
    return default
