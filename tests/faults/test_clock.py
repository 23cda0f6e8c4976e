"""The clock of the machine is set wrong: positions and moments grow all the same."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from tests.faults.district import District, founded
from tests.faults.school import School
from tests.faults.stage import Stage, staged

_LIBRARIES: Final = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))

pytestmark = pytest.mark.skipif(not _LIBRARIES, reason="libfaketime is missing (apt-get install libfaketime)")


class Clock:
    """The clock of the server and the service, which reads a file; ``environment`` puts a program under it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.environment = {
            "LD_PRELOAD": str(_LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        self.set(timedelta())

    def set(self, off: timedelta) -> None:
        self._file.write_text(f"{off.total_seconds():+.0f}\n")


@pytest.fixture
def wrong(tmp_path: Path) -> Clock:
    return Clock(tmp_path / "clock")


@pytest.fixture
async def set_wrong(tmp_path_factory: pytest.TempPathFactory, wrong: Clock) -> AsyncIterator[Stage]:
    folder = tmp_path_factory.mktemp("clock")
    async with staged(folder, own=False, services=1, environment=wrong.environment) as stage:
        yield stage


@pytest.mark.parametrize("off", [timedelta(days=-365), timedelta(days=364)], ids=["back a year", "forward a year"])
async def test_positions_and_moments_grow_when_the_clock_is_set(
    off: timedelta, set_wrong: Stage, wrong: Clock, enrol: Callable[..., School], tell: Callable[[str], None]
) -> None:
    district = await founded(set_wrong.database)
    school = enrol(district, set_wrong.services[0])
    before = [(await school.report()).body["position"] for _ in range(3)]
    wrong.set(off)
    during = [(await school.report()).body["position"] for _ in range(3)]
    overdue = await school.overdue(at_least=during[-1])
    wrong.set(timedelta())
    after = [(await school.report()).body["position"] for _ in range(3)]
    positions = [*before, *during, *after]
    moments = await _moments(school, district, positions)
    tell(
        f"moments {moments[0]:%Y-%m-%d}, then {moments[3]:%Y-%m-%d}, then {moments[-1]:%Y-%m-%d}; "
        f"a list asked meanwhile: {overdue.status}, at position {overdue.body.get('position')} of {during[-1]}"
    )
    assert list(range(positions[0], positions[0] + 9)) == positions
    assert sorted(set(moments)) == moments


async def _moments(school: School, district: District, positions: list[int]) -> list[datetime]:
    page = (await school.events(after=positions[0] - 1)).body
    return [datetime.fromisoformat(entry["_at"]) for entry in page["events"]]
