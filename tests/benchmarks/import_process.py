"""A process that imports one file, as `serve` does up to the preview: `… FILE`; says what it took."""

import asyncio
import resource
import sys
import time
from pathlib import Path

import uvloop
from msgspec import Struct, json

from service.importing.preview import preview_file


class Took(Struct, frozen=True, kw_only=True):
    """``mebibytes`` is the most that this process held and the most that its reader did, together."""

    seconds: float
    items: int
    mebibytes: float


async def main(file: Path) -> None:
    data = await asyncio.to_thread(file.read_bytes)
    begin = time.perf_counter()
    found = await preview_file(data)
    seconds = time.perf_counter() - begin
    held = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.encode(Took(seconds=seconds, items=len(found.items), mebibytes=sum(held) / 1024)).decode())  # noqa: T201  read by who started it


if __name__ == "__main__":
    uvloop.run(main(Path(sys.argv[1])))
