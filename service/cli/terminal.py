"""What a command writes: one JSON document for programs, words for people."""

import sys
from typing import Final

from msgspec import json

from domain.refusals import Refused
from service.settings import load
from service.words import Language, say

_encode: Final = json.Encoder(enc_hook=str).encode


def document(content: object) -> None:
    """Write one line of JSON to stdout."""
    sys.stdout.write(_encode(content).decode() + "\n")
    sys.stdout.flush()


def language() -> Language:
    return load().language


def said(refusal: Refused) -> str:
    return say(refusal.message, language(), **refusal.arguments)
