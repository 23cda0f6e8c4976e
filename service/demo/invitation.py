"""The invitation: what a start of the service prints, with three lines of the demo that work as they stand."""

from datetime import UTC
from typing import Final

from msgspec import Struct

from service.demo.seed import DISTRICT, SCHOOL, Demo
from service.words import Language, _, say

_READY: Final = _("Roadmap Ledger is at {url}, Ctrl+C ends it.")
_KEYS: Final = _("District “{district}”; its keys, kept in demo-keys.json beside the database:")
_OVERDUE: Final = _("What is overdue today:")
_REPORT: Final = _("School 1 reports row 8 completed (sent twice, it is recorded once):")
_PAST: Final = _("What was overdue on 1.11.2020, as known before the first report was recorded:")

_CURL_OVERDUE: Final = "curl -s -H 'Authorization: Bearer {supervisor}' '{url}/api/v1/overdue'"
_CURL_REPORT: Final = (
    "curl -s -H 'Authorization: Bearer {school}' -H 'Idempotency-Key: 6f0f3c1a-8f0e-4d0c-9d53-6f3f6d1c2a77'"
    " -H 'Content-Type: application/json'"
    """ -d '{{"completed_on":"2024-12-20","figures":{{"enrolled":512,"engaged":371}}}}' """
    "'{url}/api/v1/assignments/647-2020/8/school-1/completion'"
)
_CURL_PAST: Final = (
    "curl -s -H 'Authorization: Bearer {auditor}' '{url}/api/v1/overdue?on=2020-11-01&known_at={adopted_at}'"
)


class Invitation(Struct, frozen=True, kw_only=True):
    url: str
    demo: Demo | None = None


def invite(invitation: Invitation, language: Language) -> str:
    """Return what people read."""
    ready = say(_READY, language, url=invitation.url)
    if (demo := invitation.demo) is None:
        return ready
    keys = [f"  {role:14} {key}" for role, key in demo.keys.items()]
    adopted_at = demo.adopted_at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    lines = [ready, "", say(_KEYS, language, district=DISTRICT), *keys]
    for sentence, curl in ((_OVERDUE, _CURL_OVERDUE), (_REPORT, _CURL_REPORT), (_PAST, _CURL_PAST)):
        lines += ["", say(sentence, language), curl.format(url=invitation.url, adopted_at=adopted_at, **demo.keys)]
    return "\n".join(lines)


def document(invitation: Invitation) -> dict[str, object]:
    """Return what programs read (DESIGN section 10); district and keys with the demo alone."""
    demo = invitation.demo
    return {
        "url": invitation.url,
        "district": DISTRICT if demo else None,
        "keys": demo.keys if demo else None,
        "school": SCHOOL if demo else None,
    }
