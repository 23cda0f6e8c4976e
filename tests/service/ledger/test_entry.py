"""The entry: canonical bytes, the profile, and one pass back into the union of events."""

import hashlib
import unicodedata
from datetime import date
from uuid import UUID

import msgspec
import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.entry import Cause, NewEvent, Text, line
from tests.service.ledger.examples import SALT, CompletionReported, Figures, cause, decode, event

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(
    lambda s: unicodedata.normalize("NFC", s)
)
NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True)
VALUES = st.recursive(
    st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
).filter(lambda value: depth(value) <= 6)


def depth(value: object) -> int:
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if members is None else 1 + max(map(depth, members), default=0)


@settings(deadline=None)  # the machine may be busy
@given(VALUES)
def test_an_entry_is_the_rfc_8785_form_of_itself(value: object) -> None:
    entry = line(cause("altai"), event("a", 1, value))
    parsed = msgspec.json.decode(entry)
    assert value == parsed["data"]["value"]
    assert rfc8785.dumps(parsed) == entry


@pytest.mark.parametrize(
    "value", [1.0, 2**53, -(2**53), "e\u0301", "\0", {"X": 1}, {"1": 1}, [[[[[[[1]]]]]]], "\ud800", None, {"x": [None]}]
)
def test_what_the_profile_does_not_know_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"NFC|nested|name|no place|surrogates"):
        line(cause("altai"), event("a", 1, value))


def test_an_event_without_a_tag_is_refused() -> None:
    with pytest.raises(ValueError, match="tag"):
        line(cause("altai"), NewEvent(stream="a", version=1, data=Figures(engaged=1, enrolled=2)))


def test_a_key_is_a_uuid_and_nothing_else() -> None:
    words = msgspec.structs.replace(cause("altai"), command="0b54c1de")
    with pytest.raises(TypeError, match="UUID"):
        line(words, event("a", 1))


def test_an_entry_comes_back_into_the_tagged_union_in_one_pass() -> None:
    asked = msgspec.structs.replace(cause("altai"), on_behalf_of="organisation:school-12")
    data = CompletionReported(report=1, completed_on=date(2020, 12, 20), figures=Figures(engaged=93, enrolled=601))
    note = Text(part="note", salt=SALT, text="Петя болел")
    entry = line(asked, NewEvent(stream="assignment/a", version=3, data=data, texts=[note]))
    recorded = decode(
        b'{"_at":"2026-11-24T06:14:03.120345Z","_new":1,"_pos":42,' + entry[1:]
    )  # a name it does not know
    assert data == recorded.data
    assert (42, "assignment/a", 3, {"note": note.commitment()}) == (
        recorded.position,
        recorded.stream,
        recorded.version,
        recorded.texts,
    )
    assert asked == Cause(**{name: getattr(recorded, name) for name in Cause.__struct_fields__})


def test_the_bytes_are_those_of_the_published_example() -> None:
    note = Text(part="note", salt=SALT, text="Петя болел")
    published = (
        b'{"actor":"person:7q2m","command":"0b54c1de-3f0a-4c8e-9d53-6f3f6d1c2a77","data":{"completed_on":"2026-11-20","due_on":"2026-12-31",'
        b'"figures":{"engaged":93,"enrolled":601},"report":1,"submitted_on":"2026-11-24","type":"assignment.completion_reported"},'
        b'"day":"2026-11-24","district":"aksai","on_behalf_of":"organisation:school-12","stream":"assignment/647-2020/4/school-12",'
        b'"texts":{"note":"%s"},"version":3,"via":"session"}' % note.commitment().encode()
    )
    asked = Cause(
        district="aksai",
        actor="person:7q2m",
        via="session",
        command=UUID("0b54c1de-3f0a-4c8e-9d53-6f3f6d1c2a77"),
        day=date(2026, 11, 24),
        on_behalf_of="organisation:school-12",
    )
    data = CompletionReported(
        report=1,
        completed_on=date(2026, 11, 20),
        submitted_on=date(2026, 11, 24),
        due_on=date(2026, 12, 31),
        figures=Figures(engaged=93, enrolled=601),
    )
    assert published == line(
        asked, NewEvent(stream="assignment/647-2020/4/school-12", version=3, data=data, texts=[note])
    )


def test_an_absent_field_is_left_out() -> None:
    entry = line(
        cause("altai"),
        NewEvent(stream="a", version=1, data=CompletionReported(report=1, completed_on=date(2020, 12, 20))),
    )
    assert {"completed_on", "report", "type"} == set(msgspec.json.decode(entry)["data"])
    assert {"on_behalf_of", "texts"}.isdisjoint(msgspec.json.decode(entry))


def test_a_commitment_binds_salt_and_words() -> None:
    assert (
        hashlib.sha256(b"roadmap-text-v1\0" + SALT + "Ё".encode()).hexdigest()
        == Text(part="note", salt=SALT, text="Ё").commitment()
    )
