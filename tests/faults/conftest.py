"""A stage for the edges: a server and two services of our own, on one database; and where figures are told."""

from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from tests.faults.district import District, founded
from tests.faults.school import School
from tests.faults.services import Service
from tests.faults.stage import Stage, staged


@pytest.fixture(scope="session")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with staged(tmp_path_factory.mktemp("stage"), own=False) as standing:
        yield standing


@pytest.fixture(scope="session")
async def district(stage: Stage) -> District:
    return await founded(stage.database)


@pytest.fixture
def enrol() -> Iterator[Callable[..., School]]:
    """Give schools that hang up when the test is over."""
    enrolled: list[School] = []

    def school(district: District, service: Service, number: int = 1) -> School:
        enrolled.append(School(district, service, number))
        return enrolled[-1]

    yield school
    for one in enrolled:
        one.close()


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Say a figure that was measured."""

    def say(figure: str) -> None:
        print(f"\n{request.node.name}: {figure}")  # noqa: T201  a report

    return say
