"""The decoder in front of every JSON body: what passes is UTF-8, shallow, unambiguous and exactly of the type asked."""

import re
import unicodedata
from collections import Counter
from json import JSONDecodeError, JSONDecoder
from typing import Final, TypeVar, cast

from msgspec import Struct, ValidationError, convert

from service.http.explain import ALL, below, explain
from service.http.faults import Fault, Invalid, Malformed
from service.http.texts import MAX_MARKS, broken_rule

T = TypeVar("T")

MAX_DEPTH: Final = 16
MAX_INTEGER: Final = 2**53 - 1
"""The largest that every JSON reader keeps exactly (RFC 8785)."""

_STRING_OR_BRACKET: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)
_NOT_JSON: Final = frozenset({"duplicate", "not_a_number", "surrogate"})
_NOT_A_NUMBER: Final = object()


class _Repeated(Struct, frozen=True, kw_only=True):
    """Stands for an object in which a name occurs twice."""

    names: list[str]


def decode(raw: bytes, type_: type[T]) -> T:
    """Read one value of ``type_``; raise `Malformed` for what is no JSON and `Invalid` with every fault that is found.

    Texts are normalised to NFC.
    """
    faults: list[Fault] = []
    value = _cleaned(_parsed(_text(raw)), "", faults)
    if not_json := [fault for fault in faults if fault.rule in _NOT_JSON]:
        raise Malformed(*not_json)
    try:
        result = convert(value, type_)
    except ValidationError:
        faults.extend(explain(value, type_))
        raise Invalid(*faults) from None
    if faults:
        raise Invalid(*faults)
    return result


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise Malformed(Fault(field=ALL, rule="encoding")) from None


def _parsed(text: str) -> object:
    _check_depth(text)
    try:
        return cast("object", _DECODER.decode(text))
    except JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise Malformed(Fault(field=ALL, rule="syntax", arguments=place)) from None


def _check_depth(text: str) -> None:
    """Count brackets outside strings, before anything recurses."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    depth = 0
    for token in _STRING_OR_BRACKET.finditer(text):
        first = token[0][0]
        depth += (first in "[{") - (first in "]}")
        if depth > MAX_DEPTH:
            raise Malformed(Fault(field=ALL, rule="nesting", arguments={"limit": MAX_DEPTH}))


def _object(pairs: list[tuple[str, object]]) -> object:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    times = Counter(name for name, _ in pairs)
    return _Repeated(names=[name for name in members if times[name] > 1])


def _integer(digits: str) -> int:
    """Read an integer; one of too many digits becomes one that is too large, without the work of reading it."""
    return int(digits) if len(digits) <= len(str(-MAX_INTEGER)) else MAX_INTEGER + 1


_DECODER: Final = JSONDecoder(object_pairs_hook=_object, parse_int=_integer, parse_constant=lambda _: _NOT_A_NUMBER)


def _cleaned(value: object, path: str, faults: list[Fault]) -> object:
    """Normalise the texts of a parsed body; what no field may hold is added to ``faults``."""
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else _cleaned_text(value, path, faults)
    if isinstance(value, dict):
        return _cleaned_members(cast("dict[str, object]", value), path, faults)
    if isinstance(value, list):
        items = cast("list[object]", value)
        return [_cleaned(item, f"{path}[{index}]", faults) for index, item in enumerate(items)]
    if isinstance(value, _Repeated):
        faults.extend(Fault(field=below(path, name), rule="duplicate") for name in value.names)
    elif value is _NOT_A_NUMBER:
        faults.append(Fault(field=path or ALL, rule="not_a_number"))
    elif isinstance(value, int) and abs(value) > MAX_INTEGER:
        faults.append(Fault(field=path or ALL, rule="integer_range"))
    return value


def _cleaned_members(members: dict[str, object], path: str, faults: list[Fault]) -> dict[str, object]:
    cleaned: dict[str, object] = {}
    for name, member in members.items():
        place = below(path, name)
        if not name.isprintable():
            _cleaned_text(name, place, faults)  # for its faults: another spelling of a name is another name
        cleaned[name] = _cleaned(member, place, faults)
    return cleaned


def _cleaned_text(text: str, path: str, faults: list[Fault]) -> str:
    if (rule := broken_rule(text)) is None:
        return unicodedata.normalize("NFC", text)
    faults.append(Fault(field=path or ALL, rule=rule, arguments={"limit": MAX_MARKS}))
    return text
