"""The pool: connections that need no reset, and the errors after which one simply sends again."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final, TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

Connection: TypeAlias = asyncpg.Connection | PoolConnectionProxy

MOMENTARY: Final = (  # nothing is known to be wrong with the batch: send it again, under the same keys
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # asyncpg itself, when a connection breaks at a bad moment
    asyncpg.PostgresConnectionError,
    asyncpg.TransactionRollbackError,
    asyncpg.InsufficientResourcesError,
    asyncpg.ObjectNotInPrerequisiteStateError,
    asyncpg.OperatorInterventionError,
    asyncpg.PostgresSystemError,
    asyncpg.ReadOnlySQLTransactionError,  # the primary became a standby
    asyncpg.InternalServerError,  # a shard moved
    asyncpg.UniqueViolationError,  # it moved, and another append took the position
)


_CONNECTS_WITHIN: Final = 5.0  # seconds


async def _keep(_: asyncpg.Connection) -> None:
    """Leave a connection as it is: every setting here ends with its transaction, and a reset costs a round trip."""


def open_pool(
    dsn: str,
    *,
    max_size: int = 16,
    command_timeout: float | None = None,
    connection_class: type[asyncpg.Connection] = asyncpg.Connection,
    **settings: str,
) -> asyncpg.Pool:
    """Return the pool a store works on; its size bounds how many districts are written at once.

    ``command_timeout`` bounds each statement, in seconds: a network may swallow it without a word. ``settings`` are
    parameters of the server, such as ``application_name``.
    """
    return asyncpg.create_pool(
        dsn,
        min_size=1,
        max_size=max_size,
        connection_class=connection_class,
        reset=_keep,
        server_settings=settings,
        command_timeout=command_timeout,
        timeout=_CONNECTS_WITHIN,
    )


@asynccontextmanager
async def lent(pool: asyncpg.Pool) -> AsyncGenerator[Connection]:
    """Lend a connection for questions alone.

    One that does not answer, or whose borrower gave up, is thrown away: to ask a network that swallows everything to
    stop a statement would take as long as the statement.
    """
    connection = await pool.acquire(timeout=_CONNECTS_WITHIN)
    try:
        yield connection
    except (*MOMENTARY, asyncio.CancelledError):
        connection.terminate()
        raise
    finally:
        await pool.release(connection)
