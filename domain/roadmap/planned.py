"""A planned item: an order's row or clause as it was read, on its way into a roadmap."""

from datetime import date

from msgspec import Struct

from domain import directory, district
from domain.act import ActReference, Basis
from domain.deadline import settle
from domain.deadline_text import Reading
from domain.order.preview import Item
from domain.order.responsible import resolve
from domain.roadmap.events import ItemAdded, ItemKind, Responsible
from domain.roadmap.refusals import Unresolved
from domain.target import Target


class Planned(Struct, frozen=True, kw_only=True):
    """An item as it was read; ``responsible`` is the word of the preview, ``responsible_text`` the cell verbatim."""

    key: str
    kind: ItemKind
    title: str
    responsible: str | None
    responsible_text: str
    deadline_text: str
    reading: Reading
    targets: tuple[Target, ...]

    @property
    def words(self) -> dict[str, str]:
        return written(title=self.title, deadline=self.deadline_text, responsible=self.responsible_text)


def planned(item: Item) -> Planned:
    """Return an item of a preview as it is planned."""
    return Planned(
        key=item.key,
        kind=item.kind,
        title=item.title,
        responsible=item.responsible,
        responsible_text=item.responsible_text,
        deadline_text=item.deadline_text,
        reading=item.reading,
        targets=item.targets,
    )


def added_by(
    act: ActReference, planned: Planned, members: directory.State, here: district.State, day: date
) -> ItemAdded:
    """Return the item that an act adds: its dates by the policy of the day, before the act none at all."""
    reading = planned.reading
    return ItemAdded(
        item=planned.key,
        kind=planned.kind,
        bases=[Basis(number=act.number, dated_on=act.dated_on, clause=planned.key)],
        responsible=meant(planned, members),
        deadline=settle(reading.starts_on, reading.due_on, here.policy(day), here.calendar, act.dated_on),
        outcome=reading.outcome,
        deadline_kind=reading.kind,
        rule=reading.rule,
        inferred=reading.inferred or None,
        targets=list(planned.targets),
    )


def meant(planned: Planned, members: directory.State) -> Responsible:
    """Return whom the words mean; raise `Unresolved` for nobody."""
    words = planned.responsible or planned.responsible_text
    responsible = resolve(words, members.standing)
    if responsible is None or (responsible.group and not members.of_kind("school")):
        raise Unresolved(item=planned.key, responsible=planned.responsible_text)
    return responsible


def written(**texts: str) -> dict[str, str]:
    return {part: text for part, text in texts.items() if text}
