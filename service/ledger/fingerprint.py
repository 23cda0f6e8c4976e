"""Fingerprints: how a request is known again under its key without keeping, or revealing, what was asked."""

import hmac
from collections.abc import Sequence

from msgspec import Struct

from domain.entry import encode


def fingerprints(secrets: Sequence[bytes], command: Struct, *, on_behalf_of: str | None) -> list[bytes]:
    """Return the HMAC of the command as asked under each secret, the present one first.

    The day of the decision is no part of it: a retry after midnight is the same request. A command omits defaults: a
    field that a later release adds leaves the fingerprints of earlier ones as they are. A command carries its tag: two
    of one shape are two requests.
    """
    if command.__struct_config__.tag is None:
        raise TypeError("a command carries its tag")
    asked = encode([on_behalf_of, command])
    return [hmac.digest(secret, asked, "sha256") for secret in secrets]
