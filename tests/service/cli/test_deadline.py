"""`deadline`: how a deadline is read, without any database."""

import os
import subprocess
import sys
from io import StringIO

import pytest
from msgspec import json

from tests.service.cli.conftest import ROOT, Cli

FOREIGN = ("asyncpg", "litestar", "structlog", "asyncio")


def test_a_deadline_is_answered_with_every_field(cli: Cli) -> None:
    ran = cli("deadline", "До 8.09.2020", "--json")

    assert {
        "outcome": "read",
        "kind": "by_date",
        "starts_on": None,
        "due_on": "2020-09-08",
        "rule": None,
        "inferred": False,
        "reason": None,
    } == ran.document


def test_the_act_lends_its_year(cli: Cli) -> None:
    ran = cli("deadline", "до 5 ноября", "--act-date", "2020-10-08", "--json")

    assert ("2020-11-05", True) == (ran.document["due_on"], ran.document["inferred"])


@pytest.mark.parametrize("text", ["31.12.2020", "до 5 ноября", "до 30 ноября 2", ""])
def test_whatever_the_outcome_the_question_is_answered(cli: Cli, text: str) -> None:
    assert 0 == cli("deadline", text).status


def test_every_line_is_answered_with_a_line(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("31.12.2020\n\nсрочно\n"))

    outcomes = [json.decode(line)["outcome"] for line in cli("deadline", "-").out.splitlines()]

    assert ["read", "refused", "needs_decision"] == outcomes


def test_a_reason_is_said_in_the_language_of_the_settings(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROADMAP_LANGUAGE", "ru")

    assert "Прочитать нельзя: Текст оборван.\n" == cli("deadline", "до 30 ноября 2").out


def test_to_read_a_deadline_takes_neither_web_nor_database() -> None:
    code = f"""
import sys
from service.cli.main import main
sys.argv = ["roadmap", "deadline", "31.12.2020", "--json"]
try:
    main()
finally:
    print([name for name in {FOREIGN} if name in sys.modules])
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )

    assert "[]" == ran.stdout.splitlines()[-1]
