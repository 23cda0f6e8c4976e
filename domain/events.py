"""Everything that was ever stored: the union of all events, and one decoder for any line of the log."""

from typing import Final, TypeAlias

from msgspec import json

from domain import access, directory, district
from domain.assignment import events as assignment
from domain.entry import Recorded
from domain.roadmap import events as roadmap

Event: TypeAlias = district.Event | directory.Event | roadmap.Event | assignment.Event | access.Event

decode: Final = json.Decoder(Recorded[Event]).decode
