"""Order in real time: what was known when something was asked must stand before it, and be seen by it."""

from collections.abc import Iterable, Sequence

from tests.faults.commands import Acknowledged, Sending


def disorder(known: Sequence[Acknowledged]) -> int:
    """Count the commands that were asked after another's answer and stand before it."""
    before = _known_before([(ack.until, ack.position) for ack in known], [ack.since for ack in known])
    return sum(ack.position <= position for ack, position in zip(known, before, strict=True))


def shrunk(known: Sequence[Acknowledged], sent: Iterable[Sending]) -> int:
    """Count the reads that ended before what had been answered when they were asked."""
    reads = [sending for sending in sent if sending.asked.what in {"events", "overdue"} and sending.status == 200]
    told = [(ack.until, ack.position) for ack in known] + [(_until(read), _reached(read)) for read in reads]
    to_the_end = [read for read in reads if read.answer and read.answer.body.get("ended", True)]
    before = _known_before(told, [read.asked.at for read in to_the_end])
    return sum(_reached(read) < position for read, position in zip(to_the_end, before, strict=True))


def _until(read: Sending) -> int:
    assert read.answer
    return read.answer.at


def _reached(read: Sending) -> int:
    """Return the last position that a read tells of."""
    assert read.answer
    body = read.answer.body
    return int(body["position"] if read.asked.what == "overdue" else (read.asked.after or 0) + body["count"])


def _known_before(told: Sequence[tuple[int, int]], moments: Sequence[int]) -> list[int]:
    """Return for each moment the highest position that had been told before it."""
    left, highest = sorted(told, reverse=True), 0
    found: dict[int, int] = {}
    for moment in sorted(moments):
        while left and left[-1][0] < moment:
            highest = max(highest, left.pop()[1])
        found[moment] = highest
    return [found[moment] for moment in moments]
