"""Layouts that differ in their rows: sections, banners, merged and broken ones, and what stands around the table."""

from collections.abc import Sequence
from typing import Final

from tests.service.importing.layouts import OFFICE, Layout, Over, item

_HEADER: Final = ("№ п/п", "Мероприятие", "Сроки", "Ответственные")
_FIRST: Final = ("1", "Провести школьный этап олимпиады", "до 15.10.2024", "ОО")
_SECOND: Final = ("2", "Собрать заявки на турнир", "ноябрь 2024", "УОААР")
_PLAIN: Final = (
    item("1", "Провести школьный этап олимпиады", "до 15.10.2024", "2024-10-15"),
    item("2", "Собрать заявки на турнир", "ноябрь 2024", "2024-11-30", "office"),
)
LAYOUTS: Final[Sequence[Layout]] = [
    Layout(
        name="sections over the whole row",
        table=[
            _HEADER,
            [Over("Организационные мероприятия", 4), None, None, None],
            _FIRST,
            [Over("Раздел 2. Работа с учениками", 4), None, None, None],
            _SECOND,
        ],
        items=_PLAIN,
    ),
    Layout(
        name="sections with Roman numbers",
        table=[
            _HEADER,
            ["I.", Over("Организационные мероприятия", 3), None, None],
            _FIRST,
            ["II.", Over("Работа с учениками", 3), None, None],
            _SECOND,
        ],
        items=_PLAIN,
    ),
    Layout(
        name="sections with numbers of their own",
        table=[
            _HEADER,
            ["1.", "Организационные мероприятия", "", ""],
            ["1.1.", "Провести собрания", "до 15.10.2024", "ОО"],
            ["1.2.", "Сверить базы", "до 25.10.2024", "ОО"],
            ["2.", "Работа с учениками", "", ""],
            ["2.1.", "Провести уроки", "ноябрь 2024", "ОО"],
        ],
        items=[
            item("1.1", "Провести собрания", "до 15.10.2024", "2024-10-15"),
            item("1.2", "Сверить базы", "до 25.10.2024", "2024-10-25"),
            item("2.1", "Провести уроки", "ноябрь 2024", "2024-11-30"),
        ],
    ),
    Layout(
        name="numbers of columns",
        table=[_HEADER, ["1", "2", "3", "4"], _FIRST, _SECOND],
        items=_PLAIN,
    ),
    Layout(
        name="notes on the edition",
        table=[
            _HEADER,
            [Over("(в ред. приказа от 01.11.2024 № 40)", 4), None, None, None],
            _FIRST,
            [Over("(введен приказом от 01.11.2024 № 40)", 4), None, None, None],
            _SECOND,
        ],
        items=_PLAIN,
    ),
    Layout(
        name="the header again in the middle",
        table=[_HEADER, _FIRST, _HEADER, _SECOND],
        items=_PLAIN,
    ),
    Layout(
        name="a header of two rows again in the middle",
        header_rows=2,
        formats=OFFICE,
        table=[
            row
            for number in (1, 2)
            for row in (
                [Over("№", 1, 2), Over("Мероприятие", 1, 2), Over("Сроки", 2), None, Over("Исполнитель", 1, 2)],
                [None, None, "начало", "окончание", None],
                [str(number), f"Неделя {number}", f"0{number}.10.2024", f"1{number}.10.2024", "ОО"],
            )
        ],
        items=[
            item("1", "Неделя 1", "01.10.2024 – 11.10.2024", "2024-10-11"),
            item("2", "Неделя 2", "02.10.2024 – 12.10.2024", "2024-10-12"),
        ],
    ),
    Layout(
        name="numbers that begin at fourteen",
        table=[
            _HEADER,
            ["14", "Провести собрания", "до 15.10.2024", "ОО"],
            ["15", "Сверить базы", "до 25.10.2024", "ОО"],
        ],
        items=[
            item("14", "Провести собрания", "до 15.10.2024", "2024-10-15"),
            item("15", "Сверить базы", "до 25.10.2024", "2024-10-25"),
        ],
    ),
    Layout(
        name="numbers with letters",
        table=[
            _HEADER,
            ["1а", "Провести собрания", "до 15.10.2024", "ОО"],
            ["1б", "Сверить базы", "до 25.10.2024", "ОО"],
        ],
        items=[
            item("1a", "Провести собрания", "до 15.10.2024", "2024-10-15"),
            item("1b", "Сверить базы", "до 25.10.2024", "2024-10-25"),
        ],
    ),
    Layout(
        name="lines broken inside cells",
        table=[
            _HEADER,
            ["1", "Провести школьный этап\nолимпиады", "до\n15.10.2024", "ОО"],
            ["2", "Собрать заявки\nна турнир", "сентябрь-\nоктябрь 2024", "УОААР"],
        ],
        items=[
            item("1", "Провести школьный этап олимпиады", "до 15.10.2024", "2024-10-15"),
            item("2", "Собрать заявки на турнир", "сентябрь-октябрь 2024", "2024-10-31", "office"),
        ],
        formats=("csv", "docx", "xlsx", "pdf"),
    ),
    Layout(
        name="responsible ones merged downwards",
        table=[
            _HEADER,
            ["1", "Провести собрания", "до 15.10.2024", Over("ОО", 1, 3)],
            ["2", "Сверить базы", "до 25.10.2024", None],
            ["3", "Провести уроки", "ноябрь 2024", None],
        ],
        items=[
            item("1", "Провести собрания", "до 15.10.2024", "2024-10-15"),
            item("2", "Сверить базы", "до 25.10.2024", "2024-10-25"),
            item("3", "Провести уроки", "ноябрь 2024", "2024-11-30"),
        ],
    ),
    Layout(
        name="a deadline merged downwards",
        table=[
            _HEADER,
            ["1", "Провести собрания", Over("до 15.10.2024", 1, 2), "ОО"],
            ["2", "Сверить базы", None, "УОААР"],
        ],
        items=[
            item("1", "Провести собрания", "до 15.10.2024", "2024-10-15"),
            item("2", "Сверить базы", "до 15.10.2024", "2024-10-15", "office"),
        ],
    ),
    Layout(
        name="one row with two results",
        formats=OFFICE,
        table=[
            ["№", "Мероприятие", "Срок", "Ответственный", "Результат"],
            [
                Over("1", 1, 2),
                Over("Провести собрания", 1, 2),
                Over("до 15.10.2024", 1, 2),
                Over("ОО", 1, 2),
                "протокол",
            ],
            [None, None, None, None, "фотографии"],
            ["2", "Сверить базы", "до 25.10.2024", "УОААР", "акт"],
        ],
        items=[
            item("1", "Провести собрания", "до 15.10.2024", "2024-10-15"),
            item("2", "Сверить базы", "до 25.10.2024", "2024-10-25", "office"),
        ],
    ),
    Layout(
        name="one row with two responsible ones",
        formats=OFFICE,
        table=[
            _HEADER,
            [Over("1", 1, 2), Over("Провести собрания", 1, 2), Over("до 15.10.2024", 1, 2), "ОО"],
            [None, None, None, "УОААР"],
        ],
        items=[item("1", "Провести собрания", "до 15.10.2024", "2024-10-15", None)],
        opens=["1"],
    ),
    Layout(
        name="one number with two duties",
        formats=OFFICE,
        table=[
            _HEADER,
            [Over("1", 1, 2), "Провести собрания", "до 15.10.2024", "ОО"],
            [None, "Сверить базы", "до 25.10.2024", "УОААР"],
        ],
        items=[
            item("1", "Провести собрания", "до 15.10.2024", "2024-10-15"),
            item("1x2", "Сверить базы", "до 25.10.2024", "2024-10-25", "office"),
        ],
    ),
    Layout(
        name="a row broken over two",
        table=[
            _HEADER,
            ["1", "Вовлечь школьников в различные формы", "до 15.10.2024", "ОО"],
            ["", "наставничества", "", ""],
            _SECOND,
        ],
        items=[
            item("1", "Вовлечь школьников в различные формы наставничества", "до 15.10.2024", "2024-10-15"),
            _PLAIN[1],
        ],
    ),
    Layout(
        name="quotes, semicolons and tabs in cells",
        table=[
            _HEADER,
            ["1", 'Турнир "Юный чтец"; финал', "до 15.10.2024", "ОО"],
            ["2", "«Неделя математики»,\tконкурс; выставка", "ноябрь 2024", "УОААР"],
        ],
        items=[
            item("1", 'Турнир "Юный чтец"; финал', "до 15.10.2024", "2024-10-15"),
            item("2", "«Неделя математики», конкурс; выставка", "ноябрь 2024", "2024-11-30", "office"),
        ],
    ),
    Layout(
        name="words around the table",
        above=["УТВЕРЖДЕНО", "План подготовки к турниру на 2024 год"],
        table=[_HEADER, _FIRST, _SECOND],
        below=["Примечание: сроки могут уточняться.", "Исполнитель: ведущий специалист"],
        items=_PLAIN,
    ),
    Layout(
        name="recurring deadlines",
        table=[
            _HEADER,
            ["1", "Сдавать сводку", "ежеквартально до 10 числа", "ОО"],
            ["2", "Обновлять сайт", "ежемесячно", "ОО"],
            ["3", "Вести учёт", "постоянно", "ОО"],
        ],
        items=[
            item("1", "Сдавать сводку", "ежеквартально до 10 числа", None),
            item("2", "Обновлять сайт", "ежемесячно", None),
            item("3", "Вести учёт", "постоянно", None),
        ],
    ),
    Layout(
        name="a target in a title",
        table=[
            _HEADER,
            ["1", "Не менее 15 % обучающихся участвуют в турнирах", "31.12.2024", "ОО"],
        ],
        items=[item("1", "Не менее 15 % обучающихся участвуют в турнирах", "31.12.2024", "2024-12-31")],
    ),
]
