"""The program's commands in one group; what stops one of them is said in a sentence."""

import sys

import rich_click as click

from domain.refusals import Refused
from service import telemetry
from service.cli.serve import serve
from service.cli.terminal import said
from service.ledger.event_store import Unavailable
from service.postgres.migrate import MigrationError
from service.settings import StartRefused


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def roadmap() -> None:
    """Keep a government roadmap under control."""


for command in (serve,):
    roadmap.add_command(command)


def main() -> None:
    """Run a command; exit 1 where a rule forbids it, 2 where it cannot start."""
    telemetry.configure()
    try:
        roadmap()
    except Refused as refusal:
        stop(said(refusal), status=1)
    except (MigrationError, StartRefused, Unavailable) as error:
        stop(str(error), status=2)


def stop(sentence: str, *, status: int) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(status)
