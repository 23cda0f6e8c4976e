"""The second step of an import: exactly the preview that was confirmed becomes a command."""

from collections.abc import Mapping

from domain.act import Act, ExecutedAct
from domain.order.preview import Preview
from domain.order.reading import READER
from domain.order.refusals import NothingToImport
from domain.refusals import Refused
from domain.roadmap.adopt import AdoptRoadmap
from domain.roadmap.planned import planned


class PreviewChanged(Refused):
    code, status = "preview-changed", 412
    message = "The file reads otherwise than in the preview {preview}: look at the new one, {now}."


class ActIncomplete(Refused):
    code, status, field = "act-incomplete", 422, "act"
    message = "The act lacks {missing}: give it as an option of the import."


def adoption(preview: Preview, *, supervisor: str, roadmap: str | None, joins: Mapping[str, str]) -> AdoptRoadmap:
    """Return the command that adopts what was read.

    Raise `NothingToImport` where an act only changes another one, `ActIncomplete` where it is not known well enough.
    """
    if not preview.items:
        raise NothingToImport
    act = preview.act
    if act.number is None:
        raise ActIncomplete(missing="number")
    if act.dated_on is None:
        raise ActIncomplete(missing="dated_on")
    key = roadmap or preview.roadmap
    if key is None:
        raise ActIncomplete(missing="a number that a key can be made of")
    return AdoptRoadmap(
        roadmap=key,
        act=Act(
            number=act.number,
            dated_on=act.dated_on,
            issuer=act.issuer or "",
            signatory_position=act.signatory_position or "",
        ),
        act_title=act.title or "",
        executes=tuple(ExecutedAct(number=e.number, dated_on=e.dated_on, issuer=e.issuer) for e in act.executes),
        executes_titles=tuple(e.title or "" for e in act.executes),
        supervisor=supervisor,
        file=preview.sha256,
        reader=READER,
        items=tuple(planned(item) for item in preview.items),
        joins=joins,
    )
