"""The text of a deadline cut into words of known kinds: numbers, dates, months, the small words between them."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from domain.deadline_grammar.tokens import Token
from domain.deadline_grammar.when import When
from domain.deadline_grammar.words import FREQUENCIES, MONTHS, NUMBERS, SHORT_MONTHS, is_torn, kind_of, weekday_of

_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_LATIN: Final = str.maketrans("aceopxykmtbh", "асеорхукмтвн")  # letters that look alike and are mixed up
_CYRILLIC: Final = str.maketrans("іхѵ", "ixv")
_MARKS: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("*¹²³⁴'\"«»„“”‘’_\u00ad\u200b\ufeff", ""))
_RUNNING: Final = r"(?:реализации|действия|проведения)(?:\s+(?:муниципальной\s+)?(?:программы|проекта|плана))?"
_PHRASES: Final = tuple(
    (re.compile(rf"(?<!\w)(?:{expression})(?!\w)"), f" {name} ")
    for name, expression in {
        "": r"начиная(?=\s+со?\s)",
        "сего года": r"с\.\s?г\.?",
        "текущего года": r"т\.\s?г\.?",
        "DURING": r"в\s+течени[еи]|в\s+теч\.?|на\s+протяжении",
        "NOTLATER": r"не\s+(?:поздн?ее|позже|более|превышающ\w+)(?:\s*,?\s*чем)?",
        "NOTBEFORE": r"не\s+ранее(?:\s*,?\s*чем)?",
        "ATLEAST": r"не\s+(?:реже|менее)(?:\s*,?\s*чем)?|как\s+минимум",
        "STANDING": r"на\s+постоянной\s+основе|(?:(?:на|за|DURING)\s+)?(?:весь|всего)\s+(?:период\w*|срок\w*)"
        rf"(?:\s+{_RUNNING})?|(?:DURING|в|на)\s+(?:период|срок)\w*\s+{_RUNNING}",
    }.items()
)
_SUFFIX: Final = r"\s?-\s?(?:го|ого|его|й|ый|ий|ой|е|ое|ье|я|ая|х|ти|ми|му|ому|м|ом|ым|ю|ую|ые|ых|тых)(?![а-я])"
_LEXEME: Final = re.compile(
    r"(?P<iso>(?<!\d)\d{4}-\d\d-\d\d(?!\d)(?:[ t]\d\d?:\d\d(?::\d\d)?(?:\.0+)?)?)"
    r"|(?P<school>\d{4}\s?/\s?\d{2,4}(?!\d))"
    r"|(?P<dmy>(?<![\d.])\d{1,2}\s?\.{1,2}\s?\d{1,2}\s?\.{1,2}\s?\d{4}(?!\d)"
    r"|(?<![\d/-])\d{1,2}([/-])\d{1,2}\4\d{4}(?!\d))"
    r"|(?P<dmshort>(?<![\d.])\d{1,2}\.\d{1,2}\.\d+)"
    r"|(?P<time>(?<!\d)\d{1,2}(?::\d\d(?::\d\d)?|[.-]00)(?!\d))"
    r"|(?P<dm>(?<![\d.])\d{1,2}\.\d\d\.?(?!\d))"
    rf"|(?P<ordinal>(?<!\d)\d{{1,3}}{_SUFFIX})"
    rf"|(?P<romanord>(?<![a-zа-я])[ivx]+{_SUFFIX})"
    r"|(?P<number>\d+)"
    r"|(?P<phrase>[A-Z]+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<dash>-)"
    r"|(?P<sep>[,;:()\[\]])"
    r"|(?P<mark>[^\s.])"
)
_MONTH_NUMBERS: Final = range(1, 13)
_DIGITS: Final = re.compile(r"\d+")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_TWO_DIGITS: Final = re.compile(r"\d\d")
_COUNT: Final = re.compile(r"\d{1,3}")
_SERIAL: Final = re.compile(r"\s*[345]\d{4}\s*")  # a day as spreadsheets count it
_SPAN: Final = re.compile(r"([а-я]*?)(дневн|недельн|месячн|годичн|часов)(?:ый|ой|ого|ом|ая|ое)")
_SPAN_UNITS: Final = {"дневн": "D", "недельн": "W", "месячн": "M", "годичн": "Y", "часов": "H"}


def lex(text: str) -> Iterator[Token]:
    """Yield the words of a text; a full stop has no meaning of its own."""
    text = unicodedata.normalize("NFC", text).lower().replace("ё", "е").translate(_MARKS)
    text = re.sub(r"(?<!\w)([ivxіх]+)(?=кв|полуг)", r"\1 ", text)
    text = re.sub(r"[^\W\d_]+", lambda match: _one_script(match[0]), text)
    for expression, name in _PHRASES:
        text = expression.sub(name, text)
    for match in _LEXEME.finditer(text):
        kind = match.lastgroup or "mark"
        make = _MAKERS.get(kind)
        yield make(match) if make else Token(kind, match[0])


def _one_script(word: str) -> str:
    """Undo letters of the wrong alphabet: a Roman number is Latin, every other mixed word is Russian."""
    if word != "х" and (roman := word.translate(_CYRILLIC)) in _ROMAN:
        return roman
    return word.translate(_LATIN) if len(word) == 1 or re.search("[а-я]", word) else word


def _numbers(match: re.Match[str]) -> list[int]:
    return [int(digits) for digits in _DIGITS.findall(match[0])]


def _iso(match: re.Match[str]) -> Token:
    year, month, day, *_ = _numbers(match)
    return Token("DAY", match[0], When(unit="day", year=year, number=month, day=day))


def _dmy(match: re.Match[str]) -> Token:
    day, month, year = _numbers(match)
    return Token("DAY", match[0], When(unit="day", year=year, number=month, day=day))


def _dmshort(match: re.Match[str]) -> Token:
    day, month, _ = _numbers(match)
    year = match[0].rpartition(".")[2]
    if not _TWO_DIGITS.fullmatch(year):
        return Token("torn", match[0])
    return Token("dmshort", match[0], When(unit="day", year=2000 + int(year), number=month, day=day, short=True))


def _dm(match: re.Match[str]) -> Token:
    day, month = _numbers(match)
    if month not in _MONTH_NUMBERS:
        return Token("time", match[0])
    kind = "dmdot" if match[0].endswith(".") and match.end() == len(match.string.rstrip()) else "DAY"
    return Token(kind, match[0], When(unit="day", number=month, day=day))


def _number(match: re.Match[str]) -> Token:
    digits = match[0]
    if _YEAR.fullmatch(digits):
        return Token("YEAR", digits, When(unit="year", year=int(digits)))
    if _COUNT.fullmatch(digits):
        return Token("num", digits, int(digits))
    return Token("cell" if _SERIAL.fullmatch(match.string) else "mark", digits)


def _ordinal(match: re.Match[str]) -> Token:
    return Token("num", match[0], _numbers(match)[0])


def _romanord(match: re.Match[str]) -> Token:
    return _roman(re.split(r"\s?-", match[0])[0])


def _roman(word: str) -> Token:
    return Token("roman", word, _ROMAN[word]) if word in _ROMAN else Token("word", word)


def _word(match: re.Match[str]) -> Token:
    word = match[0]
    if word in _ROMAN:
        return _roman(word)
    if word in SHORT_MONTHS:
        return _short_month(word, match.string[match.end() :])
    if (month := MONTHS.get(word)) is not None:
        return Token("MONTH", word, When(unit="month", number=month))
    if (number := NUMBERS.get(word)) is not None:
        return Token("num", word, number)
    if (unit := FREQUENCIES.get(word)) is not None:
        return Token("freq", word, unit)
    if (weekday := weekday_of(word)) is not None:
        return Token("weekday", word, weekday)
    if (span := _SPAN.fullmatch(word)) and (token := _span(*span.groups())):
        return token
    return Token(kind_of(word) or ("torn" if is_torn(word) else "word"), word)


def _short_month(word: str, rest: str) -> Token:
    if re.match(r"[.\s-]\d\d(?!\d)", rest):
        return Token("cell", word)  # "сен.20" is what a spreadsheet makes of a month
    month = When(unit="month", number=SHORT_MONTHS[word])
    return Token("MONTH", word, month) if re.match(r"\.|\s*\d{4}", rest) else Token("torn", word)


def _span(number: str, unit: str) -> Token | None:
    """Read "трехдневный", or the second half of "15-дневный", whose number comes before; the text is the unit."""
    if number in {"", "ти", "х", "и"}:
        return Token("span", _SPAN_UNITS[unit])
    count = NUMBERS.get(number)
    return Token("span", _SPAN_UNITS[unit], count) if count else None


_MAKERS: Final[Mapping[str, Callable[[re.Match[str]], Token]]] = {
    "iso": _iso,
    "dmy": _dmy,
    "dmshort": _dmshort,
    "dm": _dm,
    "number": _number,
    "ordinal": _ordinal,
    "romanord": _romanord,
    "phrase": lambda match: Token(match[0].lower(), match[0]),
    "word": _word,
}
