"""eventsourcing, the peer: found where `make bench` installed it, pointed to the run's own server."""

from collections.abc import Awaitable, Callable
from importlib.util import find_spec

from service.postgres.cluster import SUPERUSER
from service.postgres.embedded import Server
from tests.benchmarks.harness import Missing, Round, Way


def there() -> None:
    """Raise `Missing` where it is not installed; modules ``peer_*`` are imported only after that."""
    if find_spec("eventsourcing") is None:
        raise Missing("eventsourcing is not installed: `make bench` installs requirements-bench.lock")


def environment(server: Server, database: str, *, pool: int) -> dict[str, str]:
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": database,
        "POSTGRES_HOST": str(server.folder),
        "POSTGRES_PORT": "5432",
        "POSTGRES_USER": SUPERUSER,
        "POSTGRES_PASSWORD": "none",  # the socket asks for none
        "POSTGRES_POOL_SIZE": str(pool),
    }


def projection(server: Server, database: str, events: int) -> Way:
    """Return the way in which its projection runner folds so many events."""
    kept: list[Callable[[], Awaitable[float]]] = []

    async def theirs() -> Round:
        there()
        from tests.benchmarks.peer_projection import Peer  # noqa: PLC0415  the peer may be missing

        if not kept:
            kept.append(Peer(server, database, events).rate)
        return {"eventsourcing": await kept[0]()}

    return theirs


def recorder(server: Server, database: str, entry: bytes, *, threads: int, seconds: float) -> Way:
    """Return the way in which its recorder takes the same bytes."""

    async def theirs() -> Round:
        there()
        from tests.benchmarks.peer_recorder import rate  # noqa: PLC0415  the peer may be missing

        return {"eventsourcing": await rate(server, database, entry, threads=threads, seconds=seconds)}

    return theirs
