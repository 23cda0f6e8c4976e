"""Given a history, when a question is put to it: the fixtures `known` and `ask` of these tests."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from msgspec.structs import replace

from projections.scope import Scope
from tests.factories import ITEM, ROADMAP
from tests.scenario import Happened

Known: TypeAlias = Callable[..., Awaitable[Scope]]
"""Records a history and returns the scope of a question about all of it."""

Ask: TypeAlias = Callable[..., Awaitable[Any]]  # Any: the answer to whatever was asked


def of(school: str, *life: Happened, item: str = ITEM) -> list[Happened]:
    """Let what the factories tell of the first school have happened to another one, or to another item."""
    stream = f"assignment/{ROADMAP}/{item}/{school}"
    return [replace(event, fact=replace(event.fact, stream=stream)) for event in life]


def before(scope: Scope, events: int = 1) -> Scope:
    """Return the same question by what was known before the last events."""
    return replace(scope, position=scope.position - events)
