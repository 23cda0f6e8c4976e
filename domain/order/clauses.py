"""The numbered clauses of an order: what each says, to whom, and whether it is a duty at all."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from domain.deadline_text import find
from domain.order.document import Line, joined
from domain.order.draft import NO_DEADLINE, Draft
from domain.order.names import without_names
from domain.order.preview import Mark, remark
from domain.order.responsible import word
from domain.roadmap.amending.instructions import changes_an_act, is_instruction, names_an_item

_NUMBERED: Final = re.compile(
    r"\s*[-–—•·]?\s*(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}(?=[.)]?\s)|\d{1,2}(?=[.)]\s))[.)]?\s+(?P<text>\S.*)"
)
_INFINITIVE: Final = re.compile(r"\b(?:не\s+)?\w+(?:[аеиоуыя]ть|ести|езти|йти|чь)(?:ся|сь)?\b", re.IGNORECASE)
_LONGEST_ADDRESS: Final = 300


class Clause(Struct, frozen=True, kw_only=True):
    """A clause of the order; ``lines`` are those it stands on, ``above`` the clauses it belongs to, nearest first."""

    number: str
    text: str
    lines: tuple[int, ...]
    above: tuple["Clause", ...] = ()
    has_own: bool = False

    @property
    def names_control(self) -> bool:
        return re.match(r"контроль\b", self.text, re.IGNORECASE) is not None

    @property
    def adopts(self) -> bool:
        return re.match(r"утвердить\b", self.text, re.IGNORECASE) is not None

    @property
    def is_formal(self) -> bool:
        """Whether it is about acts: when this one takes effect, which ones it repeals."""
        return re.match(r"(?:настоящ|приказ\b|признать|считать)", self.text, re.IGNORECASE) is not None

    @property
    def responsible(self) -> str:
        """Who must do it, as written before its verb or in the clause it belongs to."""
        inherited = [addressee(above.text) or above.text.rstrip(": ") for above in self.above]
        return addressee(self.text) or next(iter(inherited), "")

    @property
    def amends(self) -> bool:
        """Whether it changes another act and binds nobody: «пункт 6 исключить», but not «школам исключить …»."""
        if self.is_formal:
            return is_instruction(self.text) and names_an_item(self.text)
        return changes_an_act(self.text) and word(self.responsible) is None

    @property
    def is_heading(self) -> bool:
        return self.has_own and (self.text.endswith(":") or not _INFINITIVE.search(self.text))


def is_clause(line: Line) -> bool:
    return _NUMBERED.match(line.text) is not None


def read_clauses(lines: Sequence[Line]) -> list[Clause]:
    """Put the lines between «ПРИКАЗЫВАЮ» and the signature together; a line without a number continues a clause."""
    groups: list[list[Line]] = []
    for line in lines:
        if is_clause(line):
            groups.append([line])
        elif groups:
            groups[-1].append(line)
    return _nested([_clause(group) for group in groups])


def judged(clause: Clause) -> Mark:
    """Say what a clause is: a duty, a heading of other clauses, or a word about acts."""
    if clause.names_control:
        return Mark("supervisor", remark("The clause names who controls the order."))
    if clause.adopts:
        return Mark("act", remark("The clause approves a document: it is no duty."))
    if clause.is_formal:
        return Mark("act", remark("The clause is about acts: it is no duty."))
    if clause.amends:
        return Mark("act", remark("The clause changes another act: it is no duty."))
    if clause.is_heading:
        return Mark("section", remark("The clause says who must do those below it."))
    return Mark("item", remark("A clause of the order."))


def draft_of(clause: Clause, act_date: date | None) -> Draft:
    """Read a duty; who must do it stands before its verb or in the clause it belongs to."""
    own = addressee(clause.text)
    text, reading = find(clause.text, act_date) or ("", NO_DEADLINE)
    return Draft(
        line=clause.lines[0],
        key=f"p{clause.number}",
        kind="clause",
        title=clause.text.removeprefix(own).lstrip(" :,–—-"),
        responsible=clause.responsible,
        deadline=text,
        reading=reading,
    )


def addressee(text: str) -> str:
    """Return the words before the verb: "Заведующей … кабинетом организовать …"; empty where the verb comes first."""
    verb = _INFINITIVE.search(text[:_LONGEST_ADDRESS])
    return text[: verb.start()].strip(" :,–—-") if verb else ""


def controller(clause: Clause, signatory: str | None) -> str | None:
    """Return the position of who controls the order, as the clause has it."""
    if re.search(r"\bза собой\b", clause.text, re.IGNORECASE):
        return signatory
    named = re.search(r"\bвозложить\s+на\s+(.+)", clause.text, re.IGNORECASE)
    return (without_names(named[1]) or None) if named else None


def _clause(lines: Sequence[Line]) -> Clause:
    found = _NUMBERED.match(joined(lines))
    assert found, "a group begins with a clause"
    return Clause(number=found["number"], text=found["text"], lines=tuple(line.number for line in lines))


def _nested(clauses: Sequence[Clause]) -> list[Clause]:
    known: dict[str, Clause] = {}
    nested: list[Clause] = []
    for clause in clauses:
        above = known.get(clause.number.rpartition(".")[0])
        nested.append(replace(clause, above=(above, *above.above) if above else ()))
        known[clause.number] = nested[-1]
    parents = {above.number for clause in nested for above in clause.above}
    return [replace(clause, has_own=clause.number in parents) for clause in nested]
