"""Whoever starts the service, and wherever it lies, the database runs."""

import multiprocessing
import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.postgres.cluster import ready_made
from service.postgres.embedded import server
from service.postgres.owner import choose
from service.postgres.programs import copied, find_programs
from service.settings import StartRefused
from tests.service.postgres.outside import ask

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be root, or become somebody else")
NOBODY = pwd.getpwnam("nobody")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a folder that everybody may enter; those of pytest are closed."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@as_root
def test_root_runs_it_below_a_folder_closed_to_others(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(0o700)
    programs = copied(find_programs(), closed)
    with server(closed / "var", programs=programs) as running:
        assert ask(running, "select 1") == "1"


@as_root
def test_in_a_namespace_the_files_stay_roots_own(tmp_path: Path) -> None:
    launch = choose(tmp_path, find_programs())
    assert (launch.account.pw_name, ready_made(launch).stat().st_uid) == ("nobody", 0)


@as_root
def test_without_namespaces_everything_lies_where_somebody_else_may_go(
    open_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")  # no unshare
    launch = choose(tmp_path, find_programs(), outside=open_folder)
    cluster = ready_made(launch)
    assert (cluster.stat().st_uid, cluster.parent) == (launch.account.pw_uid, (tmp_path / "postgres").readlink())


@as_root
def test_an_ordinary_user_runs_it_as_himself(open_folder: Path) -> None:
    programs = copied(find_programs(), open_folder)
    data_dir = open_folder / "var"
    data_dir.mkdir()
    os.chown(data_dir, NOBODY.pw_uid, NOBODY.pw_gid)

    def run() -> None:
        os.setgroups([])
        os.setgid(NOBODY.pw_gid)
        os.setuid(NOBODY.pw_uid)
        with server(data_dir, programs=programs):
            pass

    process = multiprocessing.get_context("fork").Process(target=run)  # another interpreter may lie below /root
    process.start()
    process.join()
    assert (process.exitcode, (data_dir / "postgres/cluster").owner()) == (0, "nobody")


@as_root
def test_what_belongs_to_another_user_is_left_to_him(tmp_path: Path) -> None:
    home = tmp_path / "postgres"
    home.mkdir()
    os.chown(home, NOBODY.pw_uid, NOBODY.pw_gid)
    with pytest.raises(StartRefused) as refused:
        choose(tmp_path, find_programs())
    assert str(refused.value) == f"{home} belongs to nobody: start the service as that user."
