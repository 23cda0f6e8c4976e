"""What only a PDF has: pages, rules instead of cells, pictures instead of letters."""

from io import BytesIO
from itertools import groupby

import pikepdf
import pytest

from domain.order.preview import Preview
from domain.order.refusals import ColumnsUnknown
from service.importing import sample
from service.importing.preview import preview, preview_file
from service.importing.refusals import OnlyPictures, PasswordProtected, WordsBesideCells
from tests.service.importing.building import portable, typeset
from tests.service.importing.layouts import ACT, Layout

HEADER = ["№", "Мероприятие", "Срок", "Ответственный"]
ROWS = [["1", "Провести собрания", "до 15.10.2024", "ОО"], ["2", "Сверить базы", "до 25.10.2024", "УОААР"]]
CELLS = ", ".join(f"[{cell}]" for row in [HEADER, *ROWS] for cell in row)


def titles(found: Preview) -> list[tuple[str, str]]:
    return [(item.key, item.title) for item in found.items]


@pytest.mark.parametrize("rules", ["none", "(x, y) => (bottom: 0.5pt)"])
async def test_a_table_without_upright_rules_is_refused(rules: str) -> None:
    source = f"План\n\n#table(columns: (1cm, 1fr, 1fr, 1fr), stroke: {rules}, {CELLS})"
    with pytest.raises(ColumnsUnknown):
        await preview_file(typeset(source), ACT)


async def test_a_table_without_rules_beside_clauses_is_refused() -> None:
    order = "ПРИКАЗЫВАЮ:\n\n1\\. Утвердить план.\n\n2\\. Школам провести встречи до 15.10.2024.\n\n"
    with pytest.raises(ColumnsUnknown):
        await preview_file(typeset(f"{order}#table(columns: (1cm, 1fr, 1fr, 1fr), stroke: none, {CELLS})"), ACT)


PICTURE = '#image(bytes((255, 0, 0, 0, 255, 0)), format: (encoding: "rgb8", width: 2, height: 1))'


async def test_a_scan_is_refused_with_a_way_out() -> None:
    with pytest.raises(OnlyPictures):
        await preview_file(typeset(PICTURE), ACT)


async def test_a_page_that_is_a_picture_is_warned_of() -> None:
    found = await preview_file(typeset(f"#table(columns: 4, {CELLS})\n#pagebreak()\n{PICTURE}"), ACT)
    assert "Pages that are pictures without text are not read: 2." in map(str, found.warnings)


async def test_words_that_run_over_the_edges_of_their_cells_are_refused() -> None:
    source = f"#table(columns: (1cm, 2cm, 2cm, 2cm), {CELLS.replace('собрания', 'общешкольныесобрания')})"
    with pytest.raises(WordsBesideCells):
        await preview_file(typeset(source), ACT)


async def test_a_table_that_is_open_at_its_sides_is_refused() -> None:
    rules = "(x, y) => (top: 0.5pt, bottom: 0.5pt, left: if x > 0 { 0.5pt })"
    with pytest.raises(WordsBesideCells):
        await preview_file(typeset(f"#table(columns: 4, stroke: {rules}, {CELLS})"), ACT)


async def test_a_watermark_is_not_read_with_the_table() -> None:
    mark = "#set page(width: 16cm, height: 12cm, background: rotate(24deg, text(40pt)[ПРОЕКТ]))"
    found = await preview_file(typeset(f"{mark}\n#table(columns: (auto, 1fr, 1fr, 1fr), {CELLS})"), ACT)
    assert [("1", "Провести собрания"), ("2", "Сверить базы")] == titles(found)
    assert any("watermark" in str(warning) for warning in found.warnings)


async def test_letters_that_are_printed_twice_are_read_once() -> None:
    table = f"#table(columns: (auto, 1fr, 1fr, 1fr), {CELLS})"
    found = await preview_file(typeset(f"#place[{table}]\n#place(dx: 0.2pt)[{table}]"), ACT)
    assert [("1", "Провести собрания"), ("2", "Сверить базы")] == titles(found)


async def test_a_frame_around_the_page_is_no_table() -> None:
    source = f"#set page(background: rect(width: 90%, height: 90%))\n#table(columns: 4, {CELLS})"
    assert [("1", "Провести собрания"), ("2", "Сверить базы")] == titles(await preview_file(typeset(source), ACT))


async def test_a_page_that_lies_on_its_side_is_read() -> None:
    source = f'#set page("a4", flipped: true)\n#table(columns: 4, {CELLS})'
    assert [("1", "Провести собрания"), ("2", "Сверить базы")] == titles(await preview_file(typeset(source), ACT))


async def test_small_letters_are_read() -> None:
    source = f"#set text(size: 6pt)\n#table(columns: 4, {CELLS})"
    assert [("1", "Провести собрания"), ("2", "Сверить базы")] == titles(await preview_file(typeset(source), ACT))


async def test_numbers_of_pages_are_not_read() -> None:
    layout = Layout(
        name="", table=[HEADER, *([str(n), f"Встреча {n}", "до 15.10.2024", "ОО"] for n in range(1, 30))], items=[]
    )
    found = await preview_file(portable(layout), ACT)
    assert 29 == len(found.items)
    assert not any(row.verbatim.isdigit() for row in found.rows)


async def test_the_sample_order_reads_the_same_as_a_pdf() -> None:
    parts: list[str] = []
    lines = sample.order().decode().split("\n")
    for is_table, group in groupby(lines, lambda line: "\t" in line):
        rows = [line.split("\t") for line in group]
        if is_table:
            cells = ", ".join(f'[#"{cell}"]' for row in rows for cell in row)
            parts.append(f"#table(columns: {len(rows[0])}, {cells})")
        else:
            parts += (f'#"{line}" \\' if line else "" for (line,) in rows)
    page = '#set page("a4")\n#set text(size: 11pt, lang: "ru")\n'
    found, expected = await preview_file(typeset(page + "\n".join(parts))), preview(sample.order(), "")
    assert expected.items == found.items
    assert expected.act == found.act
    assert expected.organisations == found.organisations
    assert list(map(str, expected.warnings)) == list(map(str, found.warnings))


async def test_a_password_is_asked_of_nobody() -> None:
    with pytest.raises(PasswordProtected):
        await preview_file(locked(portable(Layout(name="", table=[HEADER, *ROWS], items=[]))))


def locked(data: bytes) -> bytes:
    file = BytesIO()
    with pikepdf.open(BytesIO(data)) as opened:
        opened.save(file, encryption=pikepdf.Encryption(user="секрет", owner="секрет"))
    return file.getvalue()
