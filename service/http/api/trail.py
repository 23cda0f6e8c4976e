"""The audit trail: every event with who, when, what, why, and what was known before and after."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from litestar import Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter
from msgspec import Struct

from domain.refusals import NotFound
from domain.rights import Reach
from projections.audit_trail import Searched, Trace, audit_trail
from service import clock
from service.asking import Known, asking, moment
from service.http.api.lists import next_cursor, paged
from service.http.authentication import Asked
from service.http.faults import BadParameter, Fault
from service.http.house import house
from service.http.paging import DEFAULT_LIMIT, Cursor, Limit, unseal
from service.http.parameters import Key, KnownAt, MinPosition, parse_moment
from service.http.problems import documented
from service.identity.people import Person, people
from service.narrative.telling import actor_name, reason, summary
from service.postgres.pool import Connection
from service.words import Language, negotiate
