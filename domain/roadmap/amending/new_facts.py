"""The facts of an amended item, anew: what the act touches by its words, all else as it stands."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from domain import directory, district
from domain.act import ActReference, Basis
from domain.deadline import settle
from domain.roadmap.amending.difference import Change
from domain.roadmap.amending.standing import Standing
from domain.roadmap.events import ItemAmended
from domain.roadmap.item import Item
from domain.roadmap.planned import Planned, meant
from domain.target import Target


class Amendment(Struct, frozen=True, kw_only=True):
    """An act with all it changes; ``here`` and ``members`` are what its words are read by."""

    act: ActReference
    changes: Sequence[Change]
    standing: Standing
    members: directory.State
    here: district.State
    day: date

    def amended(self, item: Item, change: Change, planned: Planned) -> ItemAmended:
        moved = "deadline" in change.fields
        reading = planned.reading
        policy, calendar = self.here.policy(self.day), self.here.calendar
        return ItemAmended(
            item=item.item,
            act=self.act,
            kind=item.kind,
            bases=self._bases(item),
            responsible=meant(planned, self.members) if "responsible" in change.fields else item.responsible,
            deadline=(
                settle(reading.starts_on, reading.due_on, policy, calendar, self.act.dated_on)
                if moved
                else item.deadline
            ),
            outcome=reading.outcome if moved else item.outcome,
            deadline_kind=reading.kind if moved else item.deadline_kind,
            rule=reading.rule if moved else item.rule,
            inferred=(reading.inferred if moved else item.inferred) or None,
            targets=self._targets(item),
            joined_to=item.joined_to,
        )

    def _bases(self, item: Item) -> list[Basis]:
        gone = {other.item for other in self._joined(item) if self._is_revoked(other)}
        return [basis for basis in item.bases if basis.clause not in gone]

    def _targets(self, item: Item) -> list[Target]:
        """Put its own targets and those of the items joined to it together again."""
        joined = [other for other in self._joined(item) if not self._is_revoked(other)]
        return [target for one in (item, *joined) for target in self._own_targets(one)]

    def _own_targets(self, item: Item) -> tuple[Target, ...]:
        for change in self.changes:
            if change.item == item.item and change.planned and "targets" in change.fields:
                return change.planned.targets
        return self.standing.own_targets(item)

    def _joined(self, item: Item) -> list[Item]:
        return [other for other in self.standing.present if other.joined_to == item.item]

    def _is_revoked(self, item: Item) -> bool:
        return any(change.item == item.item and change.kind == "revoked" for change in self.changes)
