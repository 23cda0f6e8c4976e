"""The list of a district's organisations: a CSV whose rows are checked one by one, every fault named."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from domain.directory import Kind, OrganisationRegistered
from domain.order.document import Row
from domain.order.preview import Remark, remark
from service.importing import delimited
from service.importing.refusals import HeaderUnknown

Field: TypeAlias = Literal["key", "name", "aliases", "kind", "short_name", "inn", "profile"]

_HEADERS: Final[Mapping[str, Field]] = {
    "ключ": "key", "key": "key",
    "наименование": "name", "полное наименование": "name", "name": "name",
    "другие названия": "aliases", "aliases": "aliases",
    "вид": "kind", "kind": "kind",
    "краткое наименование": "short_name", "short name": "short_name", "short_name": "short_name",
    "инн": "inn", "inn": "inn",
    "направленность": "profile", "profile": "profile",
}  # fmt: skip
_KINDS: Final[Mapping[str, Kind]] = {
    "office": "office", "уо": "office", "управление образования": "office",
    "unit": "unit", "подразделение": "unit",
    "school": "school", "оо": "school", "школа": "school",
    "centre": "centre", "center": "centre", "центр": "centre",
}  # fmt: skip
_NEEDED: Final[tuple[tuple[Field, str], ...]] = (("key", "ключ"), ("name", "наименование"), ("kind", "вид"))
_KEY: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
_INN_WEIGHTS: Final = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


class Problem(Struct, frozen=True, kw_only=True):
    """What is wrong with a field of a row; ``line`` is the row's first line in the file."""

    line: int
    field: Field
    rule: Remark


class Listed(Struct, frozen=True, kw_only=True):
    """The rows without a fault, and the faults of the others."""

    organisations: tuple[OrganisationRegistered, ...]
    problems: tuple[Problem, ...]


def read(data: bytes) -> Listed:
    """Read a list; raise a `Refused` where the file is no table or lacks a column it cannot do without."""
    header, *rows = delimited.read(data)
    places = _places(header)
    read = [(row.number, _fields(row, places)) for row in rows]
    taken = Counter(fields["key"] for _, fields in read)
    problems = {line: tuple(_problems(line, fields, taken)) for line, fields in read}
    return Listed(
        organisations=tuple(_organisation(fields) for line, fields in read if not problems[line]),
        problems=tuple(problem for found in problems.values() for problem in found),
    )


def inn_is_valid(inn: str) -> bool:
    """Check the control digits of a taxpayer's number: one of the 10 digits of an organisation, two of 12."""
    if not re.fullmatch(r"[0-9]{10}|[0-9]{12}", inn):
        return False
    checked = (9,) if len(inn) == 10 else (10, 11)  # noqa: PLR2004  an organisation has ten digits
    return all(int(inn[place]) == _control_digit(inn[:place]) for place in checked)


def _control_digit(digits: str) -> int:
    weights = _INN_WEIGHTS[-len(digits) :]
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 % 10


def _places(header: Row) -> dict[Field, int]:
    words = [" ".join(cell.casefold().split()) for cell in header.cells]
    places: dict[Field, int] = {
        _HEADERS[word]: place for place, word in reversed([*enumerate(words)]) if word in _HEADERS
    }
    for field, column in _NEEDED:
        if field not in places:
            raise HeaderUnknown(column=column)
    return places


def _fields(row: Row, places: Mapping[Field, int]) -> dict[Field, str]:
    return {field: row.cells[place] if place < len(row.cells) else "" for field, place in places.items()}


def _problems(line: int, fields: Mapping[Field, str], taken: Mapping[str, int]) -> Iterator[Problem]:
    key, kind, inn = fields["key"], fields["kind"], fields.get("inn")
    if not _KEY.fullmatch(key):
        rule = remark("A key begins with a small Latin letter; small letters, digits and hyphens follow, 40 at most.")
        yield Problem(line=line, field="key", rule=rule)
    elif taken[key] > 1:
        yield Problem(line=line, field="key", rule=remark("The key {key} stands in several rows.", key=key))
    if not fields["name"]:
        yield Problem(line=line, field="name", rule=remark("An organisation has a name."))
    if kind.casefold() not in _KINDS:
        rule = remark("“{kind}” is no kind: office, unit, school, centre (УО, подразделение, ОО, центр).", kind=kind)
        yield Problem(line=line, field="kind", rule=rule)
    if inn and not inn_is_valid(inn):
        rule = remark("{inn} is no INN: 10 or 12 digits whose control digits fit.", inn=inn)
        yield Problem(line=line, field="inn", rule=rule)


def _organisation(fields: Mapping[Field, str]) -> OrganisationRegistered:
    return OrganisationRegistered(
        organisation=fields["key"],
        kind=_KINDS[fields["kind"].casefold()],
        name=fields["name"],
        short_name=fields.get("short_name") or fields["name"],
        aliases=_aliases(fields.get("aliases", "")),
        inn=fields.get("inn") or None,
        profile=fields.get("profile") or None,
    )


def _aliases(cell: str) -> list[str]:
    return list(dict.fromkeys(alias.strip() for alias in re.split(r"[;|]", cell) if alias.strip()))
