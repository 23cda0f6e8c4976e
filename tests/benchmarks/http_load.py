"""A client small enough not to be what is measured: HTTP/1.1, connections kept alive, every answer checked."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, TypeAlias, cast
from urllib.parse import urlsplit

from tests.benchmarks.harness import Wrong

Check: TypeAlias = Callable[[int, bytes], None]
"""Gets status and body of each answer, and raises `Wrong`."""
_END: Final = b"\r\n\r\n"
_LENGTH: Final = b"content-length: "


class Client(asyncio.Protocol):
    """Sends what it is given, one after the other, until the time is over or nothing is left."""

    def __init__(self, requests: Iterator[bytes], end: float, check: Check) -> None:
        self._requests, self._end, self._check = requests, end, check
        self._received = bytearray()
        self.answers = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # that of uvloop says so without being one
        self._send()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(_END)
        if not end or len(body) < (length := _length(head)):
            return
        self._received.clear()
        try:
            self._check(int(head[9:12]), bytes(body[:length]))
        except Exception as wrong:  # noqa: BLE001  whatever it is, the one who waits must hear it
            self._stop(wrong)
            return
        self.answers += 1
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop(Wrong(f"the server closed a connection after {self.answers} answers: {exc}"))

    def _send(self) -> None:
        request = next(self._requests, None) if time.perf_counter() < self._end else None
        if request is None:
            self._stop(None)
        else:
            self._transport.write(request)

    def _stop(self, wrong: Exception | None) -> None:
        if self.done.done():
            return
        if wrong is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(wrong)
        self._transport.close()


def _length(head: bytearray) -> int:
    start = head.lower().index(_LENGTH) + len(_LENGTH)
    return int(head[start:].split(b"\r\n", 1)[0])


async def load(
    url: str, requests: Sequence[Iterator[bytes]], check: Check, *, seconds: float = float("inf")
) -> tuple[int, float]:
    """Send each connection's requests; return the number of answers, and the seconds that they took."""
    place = urlsplit(url)
    host, port = str(place.hostname), int(place.port or 0)
    begin = time.perf_counter()
    clients = [Client(own, begin + seconds, check) for own in requests]
    for client in clients:
        await asyncio.get_running_loop().create_connection(partial(_itself, client), host, port)
    await asyncio.gather(*[client.done for client in clients])
    return sum(client.answers for client in clients), time.perf_counter() - begin


def _itself(client: Client) -> Client:
    return client


def get(path: str, key: str = "none") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n".encode()


def post(path: str, body: bytes, *, key: str = "none", command: str) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nIdempotency-Key: {command}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
