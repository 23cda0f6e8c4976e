"""The connection that a question is asked on: in a transaction that has entered its district."""

from typing import TypeAlias

from asyncpg import Connection as Own
from asyncpg.pool import PoolConnectionProxy

Connection: TypeAlias = Own | PoolConnectionProxy
