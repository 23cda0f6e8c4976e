"""Positions this process knows of: how far its writes and its folding are in each log."""

from collections import Counter


class Positions:
    """Where all is folded that was written here or heard of, a question about now needs no look at the database."""

    def __init__(self) -> None:
        self._written: dict[str, int] = {}
        self._folded: dict[str, int] = {}
        self._news = Counter[str]()

    def write(self, district: str, position: int) -> None:
        self._written[district] = max(position, self._written.get(district, 0))

    def hear(self, district: str) -> None:
        """Note that somebody wrote into a log: how far it is folded is open again."""
        self._news[district] += 1
        self._folded.pop(district, None)

    def forget(self) -> None:
        """Note that nobody listened for a while."""
        for district in list(self._folded):
            self.hear(district)

    def news(self, district: str) -> int:
        """Return what `fold` must be told: how much was heard before one looked."""
        return self._news[district]

    def fold(self, district: str, position: int, *, news: int) -> None:
        """Note that a log is folded to its end, unless there were news since one looked."""
        if news == self._news[district]:
            self._folded[district] = position

    def settled(self, district: str) -> int | None:
        """Return the position up to which all is folded that was written here or heard of; None if that is not so."""
        folded = self._folded.get(district)
        return folded if folded is not None and folded >= self._written.get(district, 0) else None
