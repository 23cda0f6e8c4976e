"""The terms of a key: until when and from where it opens."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from ipaddress import ip_address, ip_network
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from domain.refusals import Refused
from service import clock
from service.words import _

LIFE: Final = timedelta(days=365)
"""At most, and by default."""


class LastDayWrong(Refused):
    code, status, field = "last-day-wrong", 422, "last_day"
    message = _("A key opens for a year at most: name its last day from {first} to {last}.")


class AddressWrong(Refused):
    code, status, field = "address-wrong", 422, "addresses"
    message = _("{address} is no address and no network such as 192.0.2.0/24.")


class Terms(Struct, frozen=True, kw_only=True):
    """``expires_at`` is a year away by default; no ``addresses``: from anywhere."""

    expires_at: datetime | None = None
    addresses: Sequence[str] = ()


ORDINARY: Final = Terms()


def terms(last_day: date | None, addresses: Sequence[str], *, zone: str) -> Terms:
    """Read the terms as they were asked for; raise `LastDayWrong`, `AddressWrong`."""
    until = _end(last_day, zone) if last_day else None
    return Terms(expires_at=until, addresses=[_network(address) for address in addresses])


def within(peer: str | None, addresses: Sequence[str]) -> bool:
    """Tell whether an address lies in one of the networks; a peer without an address lies in none."""
    try:
        found = ip_address(peer or "")
    except ValueError:
        return False
    known = getattr(found, "ipv4_mapped", None) or found  # how a socket of both families shows an IPv4 address
    return any(known in ip_network(address) for address in addresses)


def _end(last_day: date, zone: str) -> datetime:
    today = clock.today(zone)
    last = today + LIFE - timedelta(days=1)
    if not today <= last_day <= last:
        raise LastDayWrong(first=today, last=last)
    return datetime.combine(last_day + timedelta(days=1), time(), ZoneInfo(zone))


def _network(text: str) -> str:
    try:
        network = ip_network(text)
    except ValueError:
        raise AddressWrong(address=text) from None
    if "%" in text:  # a link of one machine, which the database cannot hold
        raise AddressWrong(address=text)
    return str(network)
