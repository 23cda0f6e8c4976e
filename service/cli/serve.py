"""Serve: the service on its database until it is told to stop."""

import asyncio
import signal
import socket
import sys
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Final, TypeVar

import rich_click as click
import uvicorn
import uvloop
from msgspec.structs import replace

from service.app import create_app, open_house
from service.cli.options import option
from service.cli.terminal import document as write_document
from service.cli.terminal import language
from service.cli.workers import work
from service.demo.invitation import Invitation, document, invite
from service.demo.seed import Demo, seed
from service.kept_secret import fingerprint_secrets
from service.postgres.database import Database, open_database, prepare
from service.settings import Settings, StartRefused, load

T = TypeVar("T")
_ENDS_WITHIN: Final = 3  # seconds for requests under way; the database takes what is left of ten


@click.command()
@option("--demo", is_flag=True, help="With a sample district, made at the first start.")
@option("--host", default="127.0.0.1", show_default=True)
@option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
@option("--data-dir", type=click.Path(path_type=Path), help="Where our own database and secrets lie.")
@option("--json", "as_json", is_flag=True, help="One line of JSON when ready.")
@option("--listening", type=int, hidden=True, help="A worker's socket.")
def serve(
    *, demo: bool, host: str, port: int, workers: int, data_dir: Path | None, as_json: bool, listening: int | None
) -> None:
    """Run the service until SIGINT or SIGTERM."""
    for number in (signal.SIGINT, signal.SIGTERM):  # also where it was ignored at the start, as under nohup
        signal.signal(number, _leave)
    settings = load() if data_dir is None else replace(load(), data_dir=data_dir)
    if listening is not None:
        with socket.socket(fileno=listening) as shared, open_database(settings) as database:
            _run(_answer(settings, database, shared, ready=lambda: None))
        return
    with _listen(host, port) as own, open_database(settings, serving=True) as database:
        host, port = own.getsockname()[:2]
        seeded = _run(_found(settings, database, demo=demo))
        invitation = Invitation(url=f"http://{host}:{port}", demo=seeded)
        ready = partial(_announce, invitation, as_json=as_json)
        if workers > 1:
            work(own, settings.data_dir, workers, ready=ready)
        else:
            _run(_answer(settings, database, own, ready=ready))


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Unwind: the database is stopped on the way out."""
    sys.exit(0)


def _run(program: Coroutine[None, None, T]) -> T:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(program)


async def _found(settings: Settings, database: Database, *, demo: bool) -> Demo | None:
    await prepare(database)
    if not demo:
        return None
    async with open_house(database, fingerprint_secrets(settings)) as house:
        return await seed(house.ledger, str(database.owner), settings.data_dir)


async def _answer(
    settings: Settings, database: Database, listening: socket.socket, *, ready: Callable[[], None]
) -> None:
    secrets = fingerprint_secrets(settings)
    app = create_app(database, secrets, pool_size=settings.pool_size, file_quota=settings.file_quota * 2**20)
    config = uvicorn.Config(
        app, log_config=None, log_level="warning", timeout_graceful_shutdown=_ENDS_WITHIN, proxy_headers=False
    )
    await Server(config, ready=ready).serve(sockets=[listening])


def _announce(invitation: Invitation, *, as_json: bool) -> None:
    if as_json:
        write_document(document(invitation))
    else:
        click.echo(invite(invitation, language()))


class Server(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, config: uvicorn.Config, *, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _listen(host: str, port: int) -> socket.socket:
    """Take the address before anything is started; raise `StartRefused` where it is not to be had."""
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise StartRefused(f"{host}:{port} cannot be listened on ({error.strerror}): choose another PORT.") from error
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else Nagle keeps each answer back for 40 ms
    return listening
