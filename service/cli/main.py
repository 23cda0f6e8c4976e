"""The program's commands in one group; what stops one of them is said in a sentence."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

import rich_click as click

_MODULES: Final = {
    "serve": "serve",
    "setup": "setup",
    "migrate": "migrate",
    "organisations": "organisations",
    "import": "import_",
    "deadline": "deadline",
    "assignment": "assignment",
    "roadmap": "roadmap",
    "organisation": "organisation",
    "policy": "policy",
    "calendar": "calendar",
    "overdue": "overdue",
    "due-soon": "due_soon",
    "coverage": "coverage",
    "discipline": "discipline",
    "changes": "changes",
    "letter": "letter",
    "replay": "replay",
    "rebuild": "rebuild",
    "access": "access",
    "doctor": "doctor",
}
"""Each holds the command under its own name."""


class Commands(click.RichGroup):
    """Imports a command when it is called: to read a deadline takes neither web nor database."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if (module := _MODULES.get(cmd_name)) is None:
            return None
        command: click.Command = getattr(import_module(f"service.cli.{module}"), module)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def roadmap() -> None:
    """Keep a government roadmap under control."""


def main() -> None:
    """Run the command that was typed."""
    if sys.argv[1:2] != ["deadline"]:  # it writes no log, and structlog takes longer than to read a deadline
        import_module("service.telemetry").configure()
    run(sys.argv[1:])


def run(arguments: Sequence[str]) -> None:
    """Run a command; exit 1 where a rule forbids it, 2 where it cannot start."""
    try:
        roadmap(arguments)
    except Exception as error:
        if (stop := import_module("service.cli.stopping").stop(error)) is None:
            raise
        click.echo(stop.sentence, err=True)
        sys.exit(stop.status)
