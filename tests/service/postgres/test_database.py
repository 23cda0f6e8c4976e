"""Where the service's database comes from, and as whom each part of the service uses it."""

from pathlib import Path

import asyncpg
import pytest

from service.postgres.cluster import ROLES
from service.postgres.database import Database, open_database, prepare
from service.postgres.embedded import Server, attach
from service.settings import Settings, StartRefused
from tests.service.postgres.outside import held


async def who(dsn: str) -> tuple[str, str]:
    connection = await asyncpg.connect(dsn)
    names = await connection.fetchrow("select session_user, current_user")
    await connection.close()
    assert names is not None
    return names["session_user"], names["current_user"]


async def test_each_part_logs_in_as_its_role(database: Database) -> None:
    expected = [("roadmap_app", "roadmap_app"), ("roadmap_projector", "roadmap_projector")]
    assert [await who(database.app), await who(database.projector)] == expected


@pytest.mark.parametrize("role", ROLES)
async def test_every_role_of_the_embedded_server_can_log_in(postgres: Server, database: Database, role: str) -> None:
    assert await who(postgres.dsn(role)) == (role, role)


async def test_outside_one_login_takes_on_the_role_of_each_part(postgres: Server, database: Database) -> None:
    outside = Database.outside(postgres.dsn("postgres"), None)
    expected = [("postgres", "roadmap_app"), ("postgres", "roadmap_projector")]
    assert [await who(outside.app), await who(outside.projector)] == expected


def test_the_url_of_an_external_database_is_taken_as_it_is() -> None:
    settings = Settings(database_url="postgresql://me@db/roadmap", owner_url="postgresql://owner@db/roadmap")
    with open_database(settings) as found:
        assert found == Database(
            app="postgresql://me@db/roadmap?role=roadmap_app",
            projector="postgresql://me@db/roadmap?role=roadmap_projector",
            owner="postgresql://owner@db/roadmap",
            embedded=False,
        )


async def test_preparing_twice_changes_nothing(database: Database) -> None:
    await prepare(database)
    assert await who(database.app) == ("roadmap_app", "roadmap_app")


async def test_a_database_out_of_reach_is_named_so(tmp_path: Path) -> None:
    with pytest.raises(StartRefused, match="The database cannot be used: "):
        await prepare(Database.inside(Server(tmp_path)))


async def test_an_external_login_without_the_roles_is_refused(postgres: Server, database: Database) -> None:
    stranger = Database.outside(postgres.dsn("roadmap_auditor"), None)
    with pytest.raises(StartRefused, match='permission denied to set role "roadmap_app"'):
        await prepare(stranger)


def test_a_command_beside_a_running_service_uses_its_server(data_dir: Path) -> None:
    with held(data_dir), open_database(Settings(data_dir=data_dir)) as found:
        running = attach(data_dir)
        assert running is not None
        assert found == Database.inside(running)


def test_a_second_service_on_the_same_data_is_refused(data_dir: Path) -> None:
    refused = pytest.raises(StartRefused, match="already run by another process")
    with held(data_dir), refused, open_database(Settings(data_dir=data_dir), serving=True):
        pass


def test_a_command_alone_starts_a_server_for_itself(data_dir: Path) -> None:
    with open_database(Settings(data_dir=data_dir)) as found:
        running = attach(data_dir)
        assert running is not None
        assert found == Database.inside(running)
    assert attach(data_dir) is None
