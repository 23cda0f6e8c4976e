"""Progress of long work on a terminal: how much is done, how quickly, how long it still takes."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from service.cli.terminal import words
from service.words import _


@contextmanager
def counting(*, quiet: bool) -> Generator[Callable[[int, int], None]]:
    """Give what to tell how many of how many events are done; silent where nobody looks."""
    columns = BarColumn(), MofNCompleteColumn(), _Rate(""), TimeRemainingColumn()
    disabled = quiet or not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=disabled) as progress:
        task = progress.add_task("")
        yield lambda done, total: progress.update(task, completed=done, total=total)


class _Rate(TextColumn):
    def render(self, task: Task) -> Text:
        return Text(words(_("{rate} events a second"), rate=round(task.speed or 0)))
