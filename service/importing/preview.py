"""The first step of an import: a file and what a person adds to it become a preview; nothing is recorded."""

import asyncio
import hashlib

from domain.calendar import Calendar
from domain.order import reading
from domain.order.content import Options
from domain.order.document import Document, Line
from domain.order.preview import Preview
from domain.policy import Policy
from service.importing import documents


async def preview_file(
    data: bytes, options: Options | None = None, policy: Policy | None = None, calendar: Calendar | None = None
) -> Preview:
    """Read a file of any format, beside the loop that serves others; raise a `Refused` where it is no roadmap.

    Without a district the default policy and a provisional calendar stand in.
    """
    found, _ = await preview_act(data, options, policy, calendar)
    return found


async def preview_act(
    data: bytes, options: Options | None = None, policy: Policy | None = None, calendar: Calendar | None = None
) -> tuple[Preview, list[str]]:
    """Read a file as `preview_file` does; return its lines outside of tables too, where an act says what it amends."""
    document = await documents.read(data)
    lines = [part.text for part in document.parts if isinstance(part, Line)]
    return await asyncio.to_thread(_preview, document, data, options, policy, calendar), lines


def preview(
    data: bytes,
    name: str,  # noqa: ARG001  the content tells how a file is read
    options: Options | None = None,
    policy: Policy | None = None,
    calendar: Calendar | None = None,
) -> Preview:
    """Read a text at once, as `preview_file` reads files."""
    return _preview(documents.read_text(data), data, options, policy, calendar)


def _preview(
    document: Document, data: bytes, options: Options | None, policy: Policy | None, calendar: Calendar | None
) -> Preview:
    return reading.preview(
        document,
        hashlib.sha256(data).hexdigest(),
        options or Options(),
        policy or Policy(),
        calendar or Calendar(),
    )
