"""The database goes away and comes back: the service says so, and needs nobody to be well again."""

import signal
import time
from collections.abc import AsyncIterator, Callable

import asyncpg
import pytest

from tests.faults.disk import Loop
from tests.faults.district import District, founded
from tests.faults.namespaces import mounts_of_our_own
from tests.faults.school import School
from tests.faults.stage import Stage, staged


@pytest.fixture
async def gone(stage: Stage, district: District, enrol: Callable[..., School]) -> AsyncIterator[School]:
    """A school whose service has lost its database."""
    school = enrol(district, stage.services[0])
    assert (await school.report()).status == 201
    stage.server.die(signal.SIGKILL, everybody=True)
    yield school
    await stage.server.start()
    await stage.ready()


async def test_without_its_database_the_service_asks_to_come_again(gone: School) -> None:
    answers = [await gone.report(), await gone.overdue(), await gone.talk.ask("GET", "/health/ready")]
    assert [(503, True)] * 3 == [(answer.status, int(answer.headers["retry-after"]) > 0) for answer in answers]


async def test_without_its_database_the_service_lives(gone: School) -> None:
    assert (await gone.talk.ask("GET", "/health/live")).status == 200


async def test_it_is_ready_again_by_itself(
    stage: Stage, gone: School, enrol: Callable[..., School], tell: Callable[[str], None]
) -> None:
    await stage.server.start()
    back = time.monotonic()
    assert await stage.services[0].ready() == 200
    ready = time.monotonic()
    position = (await gone.report()).body["position"]
    written = time.monotonic()
    assert (await gone.overdue(at_least=position)).status == 200
    read = time.monotonic()
    tell(f"ready {ready - back:.2f} s, written {written - back:.2f} s, projected {read - back:.2f} s after its return")
    assert written - back < 1.5


@pytest.mark.skipif(not mounts_of_our_own(), reason="a disk of our own wants root, a mount namespace and mkfs.ext4")
async def test_on_a_full_disk_reads_go_on_and_writes_ask_to_come_again(
    tmp_path_factory: pytest.TempPathFactory, enrol: Callable[..., School], tell: Callable[[str], None]
) -> None:
    folder = tmp_path_factory.mktemp("full")
    wal = ("min_wal_size=256MB", "max_wal_size=256MB")  # without room for its WAL the server itself gives up
    async with staged(folder, own=False, services=1, disk=Loop(folder / "disk", 512), settings=wal) as full:
        assert isinstance(full.disk, Loop)
        school = enrol(await founded(full.database), full.services[0])
        await _write_wal_ahead(full.server.owner)
        position = (await school.report()).body["position"]
        known = (await school.overdue(at_least=position)).body["known_at"]
        full.disk.fill()
        written = 0
        while (answer := await school.report()).status == 201:
            written += 1
        reads = [await school.overdue(known_at=known), await school.events()]
        now = await school.overdue()
        full.disk.free()
        tries = 1
        while (again := await school.report()).status == 503 and tries < 20:  # it says when to come again
            tries += 1
        tell(f"{written} written in pages that had room, then {answer.status}; the list of now answers {now.status}")
        assert (503, [200, 200], 201) == (answer.status, [read.status for read in reads], again.status)
        assert answer.headers["retry-after"]


async def _write_wal_ahead(owner: str) -> None:
    """Leave segments that the server will use again: then the first file to find no room is one of a table."""
    connection = await asyncpg.connect(owner)
    for _ in range(8):
        await connection.execute("select pg_logical_emit_message(false, 'ahead', ''); select pg_switch_wal()")
    await connection.execute("checkpoint")
    await connection.close()
