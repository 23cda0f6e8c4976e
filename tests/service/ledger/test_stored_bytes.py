"""What is stored: bytes that anyone can check, and words that can be erased beside them."""

import hashlib

import asyncpg
import msgspec
import pytest
import rfc8785

from domain.entry import Text
from service.ledger.event_store import EventStore
from tests.service.ledger.conftest import Connect
from tests.service.ledger.examples import NOTE, OTHER, decode, event, raw, request

CONTROL = "".join(chr(code) for code in range(1, 32)) + "\x7f\u0080\u2028\u2029\ufeff"
WORDS = ["Отчёт ёЁ", "👩‍🏫😀𝄞", CONTROL, 'quote " slash / back \\', "", "\uffff\U0010ffff", "ﷺ"]
ROWS = "select position, stream, version, entry, leaf from log.events where district = $1 order by position"


@pytest.fixture
async def rows(store: EventStore, root: asyncpg.Connection, district: str) -> list[asyncpg.Record]:
    values = [{"z": words, "a": [1, -1, 2**53 - 1, True]} for words in WORDS]
    await store.append(request(district, *[event("a", n, value) for n, value in enumerate(values, 1)]))
    return await root.fetch(ROWS, district)


async def test_words_come_back_as_they_were(rows: list[asyncpg.Record]) -> None:
    assert WORDS == [msgspec.json.decode(row["entry"])["data"]["value"]["z"] for row in rows]


async def test_an_entry_is_its_own_canonical_form(rows: list[asyncpg.Record]) -> None:
    assert [rfc8785.dumps(msgspec.json.decode(row["entry"])) for row in rows] == [row["entry"] for row in rows]


async def test_a_leaf_is_what_anyone_can_recompute(rows: list[asyncpg.Record]) -> None:
    assert [hashlib.sha256(b"\0" + row["entry"]).digest() for row in rows] == [row["leaf"] for row in rows]


async def test_the_columns_repeat_the_entry(rows: list[asyncpg.Record], district: str) -> None:
    recorded = [decode(row["entry"]) for row in rows]
    assert [(r.district, r.position, r.stream, r.version) for r in recorded] == [
        (district, row["position"], row["stream"], row["version"]) for row in rows
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        '{"district":"x","stream":"a","version":1}',
        '{"district":"%s","stream":"b","version":1}',
        '{"district":"%s","stream":"a","version":2}',
    ],
)
async def test_columns_that_disagree_with_the_entry_are_refused(
    root: asyncpg.Connection, district: str, wrong: str
) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await root.fetch(
            "select * from log.append($1, $2)", district, [raw("a", wrong.replace("%s", district).encode())]
        )


async def test_texts_come_with_their_event_and_its_commitment_holds(
    store: EventStore, root: asyncpg.Connection, district: str
) -> None:
    url = Text(part="evidence_0", salt=OTHER, text="url")
    await store.append(request(district, event("a", 1), event("b", 1, 1, NOTE, url)))
    rows = await root.fetch("select position, part, salt, text from log.texts where district = $1", district)
    stored = [Text(part=row["part"], salt=row["salt"], text=row["text"]) for row in rows if row["position"] == 2]
    recorded = decode((await store.load(district, ["b"]))["b"][0])
    assert recorded.texts == {text.part: text.commitment() for text in stored}


async def test_an_erased_text_leaves_entry_and_leaf_as_they_were(
    store: EventStore, root: asyncpg.Connection, connect: Connect, district: str
) -> None:
    await store.append(request(district, event("a", 1, 1, NOTE)))
    before = await root.fetch(ROWS, district)
    eraser = await connect("roadmap_eraser")
    async with eraser.transaction():
        await eraser.execute("select log.enter($1)", district)
        await eraser.execute("delete from log.texts where district = $1 and position = 1", district)
    assert 0 == await root.fetchval("select count(*) from log.texts where district = $1", district)
    assert before == await root.fetch(ROWS, district)
