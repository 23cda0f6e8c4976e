"""Evidence: a link or a file as a text of its event, and as the idempotency key knows it."""

import pytest

from domain.assignment.evidence import Document, FileUnknown, Link, Shown, asked, check_kept, shown, texts

SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
LINK = Link(title="Новость", url="https://school-1.example/news")
FILE = Document(title="Скан", file=SHA256, size=48213, media="application/pdf")


def test_each_is_a_text_that_names_all_there_is_to_know() -> None:
    assert {
        "evidence_0": '{"title":"Новость","url":"https://school-1.example/news"}',
        "evidence_1": f'{{"file":"{SHA256}","media":"application/pdf","size":48213,"title":"Скан"}}',
    } == texts([LINK, FILE])


def test_what_is_written_is_shown_in_its_order() -> None:
    many = texts([LINK] * 10 + [FILE]) | {"note": "…"}

    link = Shown(title=LINK.title, url=LINK.url)
    assert [link] * 10 + [Shown(title="Скан", file=SHA256, size=48213, media="application/pdf")] == shown(many)


def test_what_is_erased_is_not_shown() -> None:
    written = texts([LINK, FILE])
    del written["evidence_0"]

    assert ["Скан"] == [one.title for one in shown(written)]


def test_the_key_stands_for_what_was_asked_and_not_for_what_was_found() -> None:
    assert (LINK, Document(title="Скан", file=SHA256)) == (asked(LINK), asked(FILE))


def test_a_file_that_was_not_found_is_refused_at_its_place() -> None:
    with pytest.raises(FileUnknown) as refused:
        check_kept(Document(title="Скан", file=SHA256), "evidence[2].file")

    assert "evidence[2].file" == refused.value.field


@pytest.mark.parametrize("evidence", [LINK, FILE], ids=["link", "file"])
def test_what_is_there_is_good(evidence: Link | Document) -> None:
    check_kept(evidence, "file")
