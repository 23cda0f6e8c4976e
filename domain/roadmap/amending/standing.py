"""What stands before an amendment: the items with their words, and which of them a point of the act means."""

from collections.abc import Container, Mapping

from msgspec import Struct

from domain.deadline_text import Reading
from domain.roadmap.amending.instructions import Point
from domain.roadmap.item import Item
from domain.roadmap.planned import Planned
from domain.target import Target


class Words(Struct, frozen=True, kw_only=True):
    """As they were written last; None once erased."""

    title: str | None = None
    deadline: str | None = None
    responsible: str | None = None


class Standing(Struct, frozen=True, kw_only=True):
    items: Mapping[str, Item]
    words: Mapping[str, Words] = {}

    @property
    def present(self) -> list[Item]:
        return [item for item in self.items.values() if not item.revoked]

    def words_of(self, item: Item) -> Words:
        return self.words.get(item.item, Words())

    def own_targets(self, item: Item) -> tuple[Target, ...]:
        """Return its targets without those that items joined to it gave (DOMAIN section 2)."""
        joined = sum(len(other.targets) for other in self.present if other.joined_to == item.item)
        return item.targets[: len(item.targets) - joined]

    def meant(self, point: Point) -> str | None:
        """Return the key of the row with this number, else of the clause; of the order itself its clause first."""
        keys = [point.number, f"p{point.number}"]
        present = {item.item for item in self.present}
        return next((key for key in (reversed(keys) if point.of_order else keys) if key in present), None)

    def planned(self, item: Item) -> Planned:
        """Return an item as it stands, for an amendment that touches a part of it."""
        words = self.words_of(item)
        return Planned(
            key=item.item,
            kind=item.kind,
            title=words.title or "",
            responsible=None,
            responsible_text=words.responsible or "",
            deadline_text=words.deadline or "",
            reading=Reading(
                outcome=item.outcome,
                kind=item.deadline_kind,
                starts_on=item.starts_on,
                due_on=item.written_on,
                rule=item.rule,
            ),
            targets=self.own_targets(item),
        )


def free_key(key: str, taken: Container[str]) -> str:
    """Return the key, or one with a suffix where another item has it for ever, such as ``4x2``."""
    number, found = 1, key
    while found in taken:
        number += 1
        found = f"{key}x{number}"
    return found
