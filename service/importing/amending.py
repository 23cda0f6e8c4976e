"""An amending act against its roadmap: the preview is a difference, and exactly that difference is confirmed."""

import hashlib
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from domain import directory
from domain.act import ActReference
from domain.directory import DIRECTORY
from domain.entry import encode
from domain.order.preview import Preview, Remark, document
from domain.order.reading import AMENDS
from domain.refusals import NotFound
from domain.roadmap.amending.amend import AmendRoadmap
from domain.roadmap.amending.difference import Change, Difference, difference
from domain.roadmap.amending.instructions import Wording, read_instructions
from domain.roadmap.amending.standing import Standing, Words
from domain.roadmap.planned import Planned, planned
from domain.roadmap.state import ROADMAP
from projections.words import words
from service.files import Against
from service.importing.confirming import ActIncomplete
from service.ledger.ledger import Ledger


class Held(Struct, frozen=True, kw_only=True):
    """An act held against a roadmap; ``preview`` is the identity of both and of their difference."""

    preview: str
    found: Preview
    against: Against
    standing: Standing
    difference: Difference


async def now(ledger: Ledger, district: str, roadmap: str, wording: Wording | None) -> Against:
    """Return what an act is held against today; raise `NotFound` where there is no such roadmap."""
    past = await ledger.store.load(district, [f"roadmap/{roadmap}", directory.STREAM])
    version, members = len(past[f"roadmap/{roadmap}"]), len(past[directory.STREAM])
    if not version:
        raise NotFound(name=roadmap)
    return Against(roadmap=roadmap, version=version, members=members, wording=wording)


async def hold(ledger: Ledger, district: str, against: Against, found: Preview, lines: Sequence[str]) -> Held:
    """Hold an act against the roadmap as it stood then; raise `ActIncomplete` where its date is not known."""
    if found.act.dated_on is None:
        raise ActIncomplete(missing="dated_on")
    stream = f"roadmap/{against.roadmap}"
    past = await ledger.store.load(district, [stream, directory.STREAM])
    items = ROADMAP.fold(past[stream][: against.version]).items
    async with ledger.inside(district) as connection:
        written = await words(connection, district, [item.at for item in items.values()])
    standing = Standing(items=items, words={key: _words(written.get(item.at, {})) for key, item in items.items()})
    members = DIRECTORY.fold(past[directory.STREAM][: against.members])
    new = [planned(item) for item in found.items]
    differs = difference(
        standing, new, read_instructions(lines), members, act_date=found.act.dated_on, wording=against.wording
    )
    identity = hashlib.sha256(encode([found.preview, to_builtins(against), to_builtins(differs)])).hexdigest()
    expected = replace(found, warnings=tuple(warning for warning in found.warnings if warning != AMENDS))
    return Held(preview=identity, found=expected, against=against, standing=standing, difference=differs)


def _words(parts: Mapping[str, str]) -> Words:
    return Words(title=parts.get("title"), deadline=parts.get("deadline"), responsible=parts.get("responsible"))


def amendment(held: Held) -> AmendRoadmap:
    """Return the command that confirms the difference; raise `ActIncomplete` where the act has no number."""
    act = held.found.act
    if act.number is None or act.dated_on is None:
        raise ActIncomplete(missing="number")
    return AmendRoadmap(
        roadmap=held.against.roadmap,
        version=held.against.version,
        act=ActReference(number=act.number, dated_on=act.dated_on),
        act_title=act.title or "",
        changes=tuple(change for change in held.difference.changes if change.kind != "unchanged"),
    )


def shown(held: Held, say: Callable[[Remark], str] = str) -> dict[str, object]:
    """Return the document of a preview, with what the act changes item by item."""
    read = document(held.found, say)
    remarks = [say(remark) for remark in held.difference.remarks]
    return {
        **read,
        "preview": held.preview,
        "roadmap": held.against.roadmap,
        "amends": held.against.roadmap,
        "version": held.against.version,
        "wording": held.difference.wording,
        "changes": [_change(held.standing, change) for change in held.difference.changes],
        "warnings": [*[say(warning) for warning in held.found.warnings], *remarks],
    }


def _change(standing: Standing, change: Change) -> dict[str, object]:
    item = standing.items.get(change.item)
    return {
        "item": change.item,
        "change": change.kind,
        "fields": list(change.fields),
        "before": _facts(standing.planned(item)) if item else None,
        "after": _facts(change.planned) if change.planned else None,
    }


def _facts(planned: Planned) -> dict[str, object]:
    reading = planned.reading
    return {
        "title": planned.title,
        "responsible_text": planned.responsible_text,
        "deadline": planned.deadline_text,
        "outcome": reading.outcome,
        "starts_on": reading.starts_on,
        "written_on": reading.due_on,
        "rule": reading.rule,
        "targets": to_builtins(planned.targets),
    }
