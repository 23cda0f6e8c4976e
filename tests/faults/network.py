"""The network between service and server, which can be cut in either direction."""

import asyncio
import re
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal, TypeAlias

Direction: TypeAlias = Literal["questions", "answers", "both"]
"""What is lost: the way to the server, the way back, or either."""

PORT: Final = 5432


class Cable:
    """A pair of virtual interfaces, the far one in a namespace of its own; a cut sends frames to an address of nobody.

    Nothing on either side hears of it, as with a switch that has lost its power.
    """

    _NEAR, _FAR, _NOBODY = "10.66.47.1", "10.66.47.2", "02:00:00:00:00:ff"

    def __init__(self) -> None:
        self._holder = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
        self._far = ("nsenter", f"--net=/proc/{self._holder.pid}/ns/net")
        self.wrapper, self.there, self.here = self._far, (self._FAR, PORT), (self._FAR, PORT)
        self._lay()
        self._addresses = {name: self._address(name) for name in ("near", "far")}
        self.heal()

    def _lay(self) -> None:
        ours, far = Path("/proc/self/ns/net"), Path(f"/proc/{self._holder.pid}/ns/net")
        while far.readlink() == ours.readlink():  # unshare has not got that far yet
            time.sleep(0.01)
        _ip("link", "add", "near", "type", "veth", "peer", "name", "far", "netns", str(self._holder.pid))
        for name, address in (("near", self._NEAR), ("far", self._FAR)):
            self._at(name, "addr", "add", f"{address}/24", "dev", name)
            self._at(name, "link", "set", name, "up")
            self._at(name, "link", "set", "lo", "up")

    def cut(self, direction: Direction) -> None:
        if direction != "answers":
            self._point("near", self._FAR, self._NOBODY)
        if direction != "questions":
            self._point("far", self._NEAR, self._NOBODY)

    def heal(self) -> None:
        self._point("near", self._FAR, self._addresses["far"])
        self._point("far", self._NEAR, self._addresses["near"])

    async def close(self) -> None:
        self._holder.kill()
        self._holder.wait()

    def _point(self, name: str, neighbour: str, address: str) -> None:
        self._at(name, "neigh", "replace", neighbour, "lladdr", address, "dev", name, "nud", "permanent")

    def _address(self, name: str) -> str:
        found = re.search(r"link/ether (\S+)", self._at(name, "link", "show", name))
        assert found
        return found[1]

    def _at(self, name: str, *words: str) -> str:
        return _ip(*words, before=self._far if name == "far" else ())


def _ip(*words: str, before: tuple[str, ...] = ()) -> str:
    return subprocess.run([*before, "ip", *words], check=True, capture_output=True, text=True).stdout


class Proxy:
    """Where namespaces are refused: a relay on the loopback, which holds back what a cut would lose and TCP resend."""

    wrapper: tuple[str, ...] = ()

    def __init__(self, port: int, behind: int) -> None:
        self.here, self.there = ("127.0.0.1", port), ("127.0.0.1", behind)
        self._flows = {"questions": asyncio.Event(), "answers": asyncio.Event()}
        self._relays = set[asyncio.Task[None]]()
        self._server: asyncio.Server | None = None
        self.heal()

    async def open(self) -> "Proxy":
        self._server = await asyncio.start_server(self._relay, *self.here)
        return self

    def cut(self, direction: Direction) -> None:
        for name, flow in self._flows.items():
            if direction in {name, "both"}:
                flow.clear()

    def heal(self) -> None:
        for flow in self._flows.values():
            flow.set()

    async def close(self) -> None:
        if self._server:
            self._server.close()
        for relay in self._relays:
            relay.cancel()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._relays.add(task)
        with suppress(OSError, asyncio.CancelledError):
            far_reader, far_writer = await asyncio.open_connection(*self.there)
            ways = (
                _pour(reader, far_writer, self._flows["questions"]),
                _pour(far_reader, writer, self._flows["answers"]),
            )
            pouring = [asyncio.ensure_future(way) for way in ways]
            try:
                await asyncio.wait(pouring, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for way in pouring:
                    way.cancel()
                far_writer.transport.abort()
        writer.transport.abort()
        self._relays.discard(task)


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, flow: asyncio.Event) -> None:
    with suppress(OSError):
        while data := await reader.read(1 << 16):
            await flow.wait()
            writer.write(data)
            await writer.drain()


Network: TypeAlias = Cable | Proxy
"""``wrapper`` starts a program on the server's side; the server listens at ``there``, one connects to ``here``."""
