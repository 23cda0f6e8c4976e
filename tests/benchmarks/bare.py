"""A Litestar with nothing behind it, served like the service: `python -m tests.benchmarks.bare FILE`."""

import asyncio
import socket
import sys
from datetime import date
from pathlib import Path

import uvicorn
from litestar import Litestar, Response, get, post
from litestar.params import JSONBody
from msgspec import Struct


class Figures(Struct, frozen=True, kw_only=True):
    engaged: int
    enrolled: int


class Completion(Struct, frozen=True, kw_only=True):
    completed_on: date
    note: str
    figures: Figures


@post("/echo")
async def echo(data: JSONBody[Completion]) -> Completion:
    return data


def application(content: bytes) -> Litestar:
    @get("/page")
    async def page() -> Response[bytes]:
        return Response(content, media_type="application/json")

    return Litestar([echo, page], logging_config=None)


async def serve(content: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # asyncio sees to it only where it binds itself
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)  # noqa: T201  read by who started it
        config = uvicorn.Config(application(content), log_config=None, log_level="warning")
        await uvicorn.Server(config).serve(sockets=[listening])


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]).read_bytes()))
