"""The embedded server: one for a data directory, found by others, gone with its process."""

import os
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.postgres.embedded import Server, attach, server
from service.settings import StartRefused
from tests.service.postgres.outside import ask, held


def gone(data_dir: Path) -> bool:
    """Wait until the lock is free, which every process of the server holds."""
    return subprocess.run(["flock", "-w", "10", data_dir / "lock", "true"], check=False).returncode == 0


def postmaster(server: Server) -> int:
    return int(ask(server, "select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)"))


def test_a_second_start_keeps_the_data(data_dir: Path) -> None:
    with server(data_dir) as first:
        ask(first, "create table kept as select 647 as act")
    with server(data_dir) as second:
        assert ask(second, "select act from kept") == "647"


def test_a_second_server_on_the_same_data_is_refused(data_dir: Path) -> None:
    with held(data_dir), pytest.raises(StartRefused, match="already run by another process"), server(data_dir):
        pass


def test_a_command_finds_the_server_of_a_running_service(data_dir: Path) -> None:
    with held(data_dir):
        found = attach(data_dir)
        assert found is not None
        assert ask(found, "select current_database()") == "roadmap"


def test_nothing_is_found_where_no_server_runs(data_dir: Path) -> None:
    assert (attach(data_dir), attach(data_dir / "never")) == (None, None)


def test_a_path_too_long_for_a_socket_gets_a_short_one_for_the_while(data_dir: Path) -> None:
    data_dir = data_dir.rename(data_dir.with_name("long" * 30))
    with server(data_dir) as running:
        assert (len(str(running.folder)) < 60, attach(data_dir)) == (True, running)
    assert not running.folder.exists()


def test_the_short_socket_of_a_killed_process_is_removed_at_the_next_start(data_dir: Path) -> None:
    data_dir = data_dir.rename(data_dir.with_name("long" * 30))
    with held(data_dir) as process:
        left = attach(data_dir)
        process.kill()
    assert left is not None
    assert left.folder.exists()
    with server(data_dir):
        assert not left.folder.exists()


def test_nobody_else_reaches_the_socket(postgres: Server) -> None:
    modes = [path.stat().st_mode & 0o777 for path in (postgres.folder, postgres.folder / ".s.PGSQL.5432")]
    assert modes == [0o700, 0o700]


def test_no_port_is_open(postgres: Server) -> None:
    assert ask(postgres, "show listen_addresses") == ""


def test_what_is_confirmed_is_durable(postgres: Server) -> None:
    answers = [ask(postgres, f"show {name}") for name in ("fsync", "full_page_writes", "synchronous_commit")]
    assert answers == ["on", "on", "on"]


@pytest.mark.parametrize("ignoring_sigint", [False, True], ids=["SIGINT heard", "SIGINT ignored at start"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_process_takes_its_server_along(data_dir: Path, how: signal.Signals, *, ignoring_sigint: bool) -> None:
    with held(data_dir, ignoring_sigint=ignoring_sigint) as process:
        process.send_signal(how)
        assert (process.wait(), gone(data_dir)) == (-how, True)


def test_an_interrupt_from_the_keyboard_reaches_the_service_alone(postgres: Server) -> None:
    assert os.getsid(postmaster(postgres)) != os.getsid(0)


def test_a_server_that_was_killed_recovers(data_dir: Path) -> None:
    with server(data_dir) as first:
        ask(first, "create table kept as select 647 as act")
        os.kill(postmaster(first), signal.SIGKILL)
    with server(data_dir) as second:
        assert ask(second, "select act from kept") == "647"


def test_the_number_of_a_killed_server_may_be_a_strangers_now(data_dir: Path) -> None:
    with server(data_dir):
        left = (data_dir / "postgres/cluster/postmaster.pid").read_text().split("\n", 1)[1]
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as stranger:
        (data_dir / "postgres/cluster/postmaster.pid").write_text(f"{stranger.pid}\n{left}")
        with server(data_dir) as running:
            assert ask(running, "select 1") == "1"


def test_an_interrupted_first_start_begins_anew(tmp_path: Path) -> None:
    half = tmp_path / "postgres/cluster.half"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    with server(tmp_path) as running:
        assert (ask(running, "select 1"), half.exists()) == ("1", False)


def test_a_server_that_cannot_start_says_why(data_dir: Path) -> None:
    with (data_dir / "postgres/cluster/postgresql.conf").open("a") as configuration:
        configuration.write("shared_buffers = 'plenty'\n")
    with pytest.raises(StartRefused, match=r"did not start: .*shared_buffers"), server(data_dir):
        pass


def test_a_data_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StartRefused, match="The data directory cannot be used: "), server(tmp_path / "file/var"):
        pass


def test_programs_that_are_not_there_are_named(tmp_path: Path) -> None:
    refused = pytest.raises(StartRefused, match="There is no PostgreSQL in /nowhere")
    with refused, server(tmp_path, programs=Path("/nowhere")):
        pass


def test_only_the_main_thread_starts_a_server(tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool, pytest.raises(RuntimeError, match="main thread"):
        pool.submit(server(tmp_path).__enter__).result()
