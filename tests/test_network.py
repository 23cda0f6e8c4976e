"""The network is closed to tests but for this machine."""

import socket

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "roadmap.example"])
def test_no_test_reaches_another_machine(host: str) -> None:
    with pytest.raises(PermissionError, match=f"a test reaches for {host}"):
        socket.create_connection((host, 80))


def test_an_address_is_refused_without_its_name_being_looked_up() -> None:
    with socket.socket() as stranger, pytest.raises(PermissionError, match="a test reaches for"):
        stranger.connect(("192.0.2.1", 80))


def test_this_machine_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as here, socket.create_connection(here.getsockname()) as connected:
        assert connected.getpeername() == here.getsockname()
