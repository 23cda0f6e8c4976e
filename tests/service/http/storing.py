"""Sending evidence, and naming it in a report."""

import hashlib
from typing import Any

import httpx

from tests.service.town import ROADMAP, Town

REPORTED = f"/assignments/{ROADMAP}/2/{{}}/completion"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def store(
    town: Town, content: bytes, *, who: str = "school-1", name: str = "скан.pdf", language: str = "ru"
) -> httpx.Response:
    """Send a file as a browser's form does."""
    headers = {"Authorization": f"Bearer {town.keys[who]}", "Accept-Language": language}
    return await town.http.post("/api/v1/files", files={"file": (name, content)}, headers=headers)


async def stored(town: Town, content: bytes, **how: str) -> dict[str, Any]:  # Any: an answer as it came
    answer = await store(town, content, **how)
    assert 201 == answer.status_code, answer.text
    kept: dict[str, Any] = answer.json()
    return kept


async def report(town: Town, *evidence: object, school: str = "school-1", who: str | None = None) -> httpx.Response:
    """Report row 2 completed, with this evidence; the office registers a paper."""
    body: dict[str, object] = {"completed_on": "2020-10-20", "evidence": list(evidence)}
    if who is not None:
        body["paper"] = {"incoming_on": "2020-10-21", "number": "12"}
    return await town.post(who or school, REPORTED.format(school), body)
