"""Sending files: as a form, or as they are."""

from typing import Any
from uuid import UUID

import httpx

from service.importing import sample
from tests.service.town import Town

FORM = "/api/v1/imports"
OTHER = sample.order().replace("до 31.12.2020".encode(), "до 30.12.2020".encode())
"""The same act in another file."""


async def send(
    town: Town,
    content: bytes | None = None,
    *,
    who: str = "supervisor",
    name: str = "приказ 647.txt",
    language: str = "ru",
    **params: str,
) -> httpx.Response:
    """Send a file as a browser's form does; the sample order by default."""
    files = {"file": (name, sample.order() if content is None else content, "text/plain")}
    return await town.http.post(FORM, files=files, params=params, headers=signed(town, who, language))


async def send_raw(
    town: Town, content: bytes, media: str | None, *, headers: dict[str, str] | None = None, **params: str
) -> httpx.Response:
    kind = {"Content-Type": media} if media else {}
    every = signed(town, "supervisor") | kind | (headers or {})
    return await town.http.post(FORM, content=content, params=params, headers=every)


def signed(town: Town, who: str, language: str = "ru") -> dict[str, str]:
    return {"Authorization": f"Bearer {town.keys[who]}", "Accept-Language": language}


async def previewed(town: Town, content: bytes | None = None, **params: str) -> dict[str, Any]:  # Any: as it came
    answer = await send(town, content, **params)
    assert answer.status_code == 201, answer.text
    document: dict[str, Any] = answer.json()
    return document


async def confirm(
    town: Town,
    preview: str,
    body: object | None = None,
    *,
    who: str = "supervisor",
    key: UUID | None = None,
    **headers: str,
) -> httpx.Response:
    """Confirm a preview; by default as the order's own supervisor, p2.4 joined to row 4."""
    given = {"supervisor": "deputy", "joins": {"p2.4": "4"}} if body is None else body
    return await town.post(who, f"/imports/{preview}/confirmation", given, key=key, **headers)
