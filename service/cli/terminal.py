"""What a command writes: one JSON document for programs, words for people."""

import sys
from typing import Final

import rich_click as click
from msgspec import json

from domain.refusals import Refused
from service.settings import load
from service.words import Language, say

_encode: Final = json.Encoder(enc_hook=str).encode


def document(content: object) -> None:
    """Write one line of JSON to stdout."""
    sys.stdout.write(_encode(content).decode() + "\n")
    sys.stdout.flush()


def tell(msgid: str, **arguments: object) -> None:
    """Write a sentence to stdout in the language of the settings."""
    click.echo(words(msgid, **arguments))


def words(msgid: str, **arguments: object) -> str:
    return say(msgid, language(), **arguments)


def said(refusal: Refused) -> str:
    return words(refusal.message, **refusal.arguments)


def language() -> Language:
    return load().language
