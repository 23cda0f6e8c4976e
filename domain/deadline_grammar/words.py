"""The words of deadlines: every form that a document writes, and the kind it belongs to."""

from collections.abc import Iterator, Mapping
from typing import Final

# A form ending in an asterisk is a stem. What is not here is an unknown word, and unknown words are never passed over.
_FORMS: Final = {
    "till": "до",
    "po": "по",
    "from": "с со",
    "by": "к ко",
    "in": "в во",
    "on": "на",
    "za": "за",
    "through": "через",
    "after": "после от",
    "moment": "момента моменту даты",
    "than": "чем",
    "and": "и или",
    "incl": "включительно включ вкл",
    "end": "конец конца концу конце окончание окончания окончании истечения",
    "start": "начало начала началу начале",
    "term": "срок срока сроком сроки период периода периоде периодом",
    "doing": "исполнения исполнение выполнения проведения реализации представления предоставления сдачи действия",
    "yr": "г гг год года году годы годов годам годах годом годами лет",
    "mon": "мес месяц месяца месяце месяцев месяцу месяцем месяцы",
    "quarter": "кв квартал квартала квартале кварталу кварталом кварталы кварталов кварталах",
    "half": "полугодие полугодия полугодии полугодию полугодием полугодий полгода",
    "decade": "декада декады декаде декаду декадой",
    "week": "неделя недели неделю неделе недель",
    "d": "день дня дни дней дню днем сутки суток",
    "hour": "час часа часов часу ч",
    "business": "рабоч*",
    "calendar": "календарн*",
    "fiscal": "финансов*",
    "chislo": "число числа числу",
    "every": "каждый каждая каждое каждую каждые каждого каждой каждом каждых",
    "raz": "раз раза разу",
    "last": "последний последняя последнее последнюю последнего последней последним",
    "current": "текущ*",
    "this": "сего этого нынешнего",
    "reported": "отчетный отчетного отчетному отчетным отчетном отчетной истекшего истекшим прошедшим",
    "next": "следующий следующего следующим следующему следующем следующей следующую очередн* планов* планируем*",
    "prior": "предшествующ*",
    "given": "предоставлен* получени*",
    "label": "отчет отчеты годовой полугодовой квартальный информация",
    "programme": "программ*",
    "school": "учебн* уч каникул*",
    "cond": "при мере случае необходимост* если условии потребност* возможност* факту",
    "ref": "согласно соответстви* график* плану планом плана приложени* согласовани* отдельн* установленн* указанн*",
    "vague": "срочн* незамедлительн* немедленн* безотлагательн* оперативн* кратчайш* скорейш* своевременн* разумн*",
    "standing": "постоянно непрерывно систематически регулярно бессрочно круглогодично",
    "torn": "го включительн",
}
_FREQUENCIES: Final = {
    "D": "ежедневно",
    "W": "еженедельно",
    "M": "ежемесячно помесячно",
    "Q": "ежеквартально поквартально",
    "Y": "ежегодно",
}
_WEEKDAYS: Final = (
    "понедельник* пн|вторник* вт|среда среду среды среде средам ср|четверг* чт|пятниц* пт|суббот* сб|воскресень* вс"
)
_MONTHS: Final = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр"
_MONTH_ENDINGS: Final = {"ма": "й я ю ем е", "март": "а у ом е", "август": "а у ом е"}
_SHORT_MONTHS: Final = "янв фев мар апр - июн июл авг сен окт ноя дек"
_SMALL: Final = {
    1: "один одна одно одного одной одному одну",
    2: "два две двух двум",
    3: "три трех трем третий третья третье третьего третьей третьему третьем третью",
    4: "четыре четырех четырем",
    40: "сорок сорока",
    50: "пятьдесят пятидесяти",
    60: "шестьдесят шестидесяти",
    90: "девяносто девяноста",
    100: "сто ста",
}
_TEN_TO_TWENTY: Final = (
    "десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат"
)
_CARDINALS: Final = [(5, "пят"), (6, "шест"), (7, "сем"), (8, "восем"), (8, "восьм"), (9, "девят"), (30, "тридцат")]
_ORDINALS: Final = [(1, "перв"), (2, "втор"), (4, "четверт"), (5, "пят"), (6, "шест"), (7, "седьм"), (8, "восьм")]
_ADJECTIVE: Final = ["ый", "ой", "ая", "ое", "ого", "ому", "ым", "ом", "ую", "ые", "ых"]


def _months() -> Iterator[tuple[str, int]]:
    for number, stem in enumerate(_MONTHS.split(), start=1):
        for ending in _MONTH_ENDINGS.get(stem, "ь я ю ем е").split():
            yield stem + ending, number
    yield from (("март", 3), ("август", 8))


def _numbers() -> Iterator[tuple[str, int]]:
    tens = list(enumerate(_TEN_TO_TWENTY.split(), start=10))
    for number, forms in _SMALL.items():
        yield from ((form, number) for form in forms.split())
    for number, stem in [*_CARDINALS, *tens]:
        yield from ((stem + ending, number) for ending in ("ь", "и", "ью"))
    for number, stem in [*_ORDINALS, (9, "девят"), *tens, (30, "тридцат")]:
        yield from ((stem + ending, number) for ending in _ADJECTIVE)


MONTHS: Final[Mapping[str, int]] = dict(_months())
SHORT_MONTHS: Final[Mapping[str, int]] = {
    **{form: number for number, form in enumerate(_SHORT_MONTHS.split(), start=1)},
    "февр": 2,
    "сент": 9,
    "нояб": 11,
}
NUMBERS: Final[Mapping[str, int]] = dict(_numbers())
FREQUENCIES: Final[Mapping[str, str]] = {form: unit for unit, forms in _FREQUENCIES.items() for form in forms.split()}
_WHOLE: Final = {form: kind for kind, forms in _FORMS.items() for form in forms.split() if not form.endswith("*")}
_STEMS: Final = {form[:-1]: kind for kind, forms in _FORMS.items() for form in forms.split() if form.endswith("*")}
_WEEKDAY_FORMS: Final = {form: day for day, forms in enumerate(_WEEKDAYS.split("|")) for form in forms.split()}


def kind_of(word: str) -> str | None:
    """Return the kind of a word that stands in the table, by its whole form, else by its longest stem."""
    if kind := _WHOLE.get(word):
        return kind
    return next((_STEMS[word[:size]] for size in range(len(word), 2, -1) if word[:size] in _STEMS), None)


def weekday_of(word: str) -> int | None:
    """Return the number of a weekday in any case; Monday is 0."""
    forms = (word, *(f"{word[:size]}*" for size in range(len(word), max(3, len(word) - 3), -1)))
    return next((_WEEKDAY_FORMS[form] for form in forms if form in _WEEKDAY_FORMS), None)


def is_torn(word: str) -> bool:
    """Tell the beginning of a month's name, of three letters or more, from a word that is whole."""
    return any(form.startswith(word) and word[:3] == form[:3] for form in MONTHS)
