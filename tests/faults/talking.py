"""A small HTTP client: one connection kept alive, no retry of its own, and an end to every wait."""

import asyncio
from collections.abc import Mapping
from typing import Any

from msgspec import DecodeError, Struct, json


class Broken(Exception):
    """No whole answer came: what became of the request is not known."""


class Answer(Struct, frozen=True, kw_only=True):
    status: int
    headers: Mapping[str, str]
    raw: bytes

    @property
    def body(self) -> Any:  # noqa: ANN401  an answer as it came
        try:
            return json.decode(self.raw)
        except DecodeError:
            return {"raw": self.raw.decode("utf-8", "replace")}


class Talk:
    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self,
        method: str,
        path: str,
        *,
        key: str = "",
        body: object = None,
        within: float = 4,
        **headers: str,
    ) -> Answer:
        """Return the answer; raise `Broken` where none comes ``within`` these seconds."""
        try:
            async with asyncio.timeout(within):
                await self.send(method, path, key=key, body=body, **headers)
                return await self.answer()
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            self.close()
            raise Broken from error

    async def send(self, method: str, path: str, *, key: str = "", body: object = None, **headers: str) -> None:
        content = json.encode(body) if body is not None else b""
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(content)}"]
        lines += [f"Authorization: Bearer {key}"] * bool(key) + ["Content-Type: application/json"] * (body is not None)
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if self._streams and self._streams[0].at_eof():  # the service hangs up on those who are silent for long
            self.close()
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        _, writer = self._streams
        writer.write("\r\n".join([*lines, "", ""]).encode() + content)
        await writer.drain()

    async def answer(self) -> Answer:
        assert self._streams
        reader, _ = self._streams
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:-2])}
        raw = await reader.readexactly(int(headers["content-length"]))
        if headers.get("connection") == "close":
            self.close()
        return Answer(status=int(head[0].split()[1]), headers=headers, raw=raw)

    def close(self) -> None:
        """Go away, whatever is under way."""
        if self._streams:
            self._streams[1].transport.abort()
            self._streams = None
