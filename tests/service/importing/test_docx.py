"""What only Word has: lists that number themselves, tables in tables, changes that nobody accepted, text boxes."""

import docx
import pytest
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import _Cell

from domain.order.preview import Preview
from service.importing import sample
from service.importing.preview import preview, preview_file
from tests.service.importing.building import add_table, saved
from tests.service.importing.layouts import ACT, Layout

TABLE = Layout(
    name="a table",
    table=[
        ["№", "Мероприятие", "Срок", "Ответственный"],
        ["1", "Провести собрания", "до 15.10.2024", "ОО"],
        ["2", "Сверить базы", "до 25.10.2024", "УОААР"],
    ],
    items=[],
)


async def read(document: Docx) -> Preview:
    return await preview_file(saved(document), ACT)


def titles(found: Preview) -> list[tuple[str, str]]:
    return [(item.key, item.title) for item in found.items]


def numbered(document: Docx, cell: _Cell) -> None:
    """Make a cell number itself, as Word's list does."""
    cell.paragraphs[0].style = document.styles["List Number"]


async def test_rows_that_number_themselves_have_their_numbers() -> None:
    document = docx.Document()
    table = add_table(document, TABLE)
    for row in table.rows[1:]:
        row.cells[0].text = ""
        numbered(document, row.cells[0])
    assert [("1", "Провести собрания"), ("2", "Сверить базы")] == titles(await read(document))


LEVELS = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="90">
  <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
</w:abstractNum>"""


def in_list(document: Docx, text: str, depth: int) -> None:
    lists = document.part.numbering_part.element
    if lists.find(qn("w:num") + "[@" + qn("w:numId") + "='90']") is None:
        lists.insert(0, parse_xml(LEVELS))
        number = f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
        lists.append(parse_xml(number))
    paragraph = document.add_paragraph(text)
    list_ = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(list_))  # noqa: SLF001  python-docx makes no lists


async def test_clauses_that_number_themselves_have_their_numbers() -> None:
    document = docx.Document()
    document.add_paragraph("ПРИКАЗЫВАЮ:")
    in_list(document, "Руководителям школ:", 0)
    in_list(document, "Провести собрания до 15.10.2024.", 1)
    in_list(document, "Сверить базы до 25.10.2024.", 1)
    in_list(document, "Методическому кабинету подготовить памятку до 25.10.2024.", 0)
    assert ["p3.1", "p3.2", "p4"] == [item.key for item in (await read(document)).items]


async def test_a_table_pasted_into_a_form_is_read() -> None:
    document = docx.Document()
    form = document.add_table(2, 1)
    form.cell(0, 0).text = "УТВЕРЖДАЮ"
    add_table(form.cell(1, 0), TABLE)
    assert [("1", "Провести собрания"), ("2", "Сверить базы")] == titles(await read(document))


async def test_a_small_table_in_a_cell_is_a_part_of_its_words() -> None:
    document = docx.Document()
    table = add_table(document, TABLE)
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "в школах", "города"
    assert ("1", "Провести собрания в школах города") == titles(await read(document))[0]


async def test_inserted_text_counts_and_deleted_text_does_not() -> None:
    document = docx.Document()
    table = add_table(document, TABLE)
    inserted = f'<w:ins {nsdecls("w")}><w:r><w:t xml:space="preserve"> родителей</w:t></w:r></w:ins>'
    deleted = f"<w:del {nsdecls('w')}><w:r><w:delText> классов</w:delText></w:r></w:del>"
    for change in (deleted, inserted):
        table.cell(1, 1).paragraphs[0]._p.append(parse_xml(change))  # noqa: SLF001  python-docx makes no changes
    found = await read(document)
    assert ("1", "Провести собрания родителей") == titles(found)[0]
    assert "The document has changes that nobody accepted yet: it is read as if they were." in map(str, found.warnings)


async def test_hidden_text_is_not_read() -> None:
    document = docx.Document()
    table = add_table(document, TABLE)
    table.cell(1, 1).paragraphs[0].add_run(" тайком").font.hidden = True
    assert ("1", "Провести собрания") == titles(await read(document))[0]


async def test_a_table_in_a_content_control_is_read() -> None:
    document = docx.Document()
    table = add_table(document, TABLE)._tbl  # noqa: SLF001  python-docx makes no controls
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    table.addprevious(control)
    control[0].append(table)
    assert 2 == len((await read(document)).items)


BOX = f"""
<w:r {nsdecls("w")}><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml">
<w:txbxContent><w:p><w:r><w:t>Сроки уточнены</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>
"""


async def test_a_text_box_is_left_out_with_a_warning() -> None:
    document = docx.Document()
    table = add_table(document, TABLE)
    table.cell(1, 1).paragraphs[0]._p.append(parse_xml(BOX))  # noqa: SLF001  python-docx makes no boxes
    found = await read(document)
    assert ("1", "Провести собрания") == titles(found)[0]
    assert "The document has text boxes: they are not read." in map(str, found.warnings)


async def test_a_head_that_is_laid_out_by_a_table_is_read() -> None:
    document = docx.Document()
    head = document.add_table(1, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "от 08.10.2020", "№ 647"
    document.add_paragraph("ПРИКАЗЫВАЮ:")
    document.add_paragraph("1. Школам сдать отчёты до 31.12.2020.")
    assert "647-2020" == (await preview_file(saved(document))).roadmap


@pytest.mark.parametrize("split", [2, 6])
async def test_a_table_continued_with_its_header_repeated_is_one(split: int) -> None:
    document = docx.Document()
    rows = [[str(number), f"Встреча {number}", "до 15.10.2024", "ОО"] for number in range(1, 9)]
    add_table(document, Layout(name="", table=[TABLE.table[0], *rows[:split]], items=[]))
    document.add_paragraph("Продолжение таблицы")
    add_table(document, Layout(name="", table=[TABLE.table[0], *rows[split:]], items=[]))
    found = await read(document)
    assert [(str(number), f"Встреча {number}") for number in range(1, 9)] == titles(found)
    assert [] == [str(warning) for warning in found.warnings if "gap" in str(warning)]


async def test_a_deleted_row_is_not_read() -> None:
    document = docx.Document()
    table = add_table(document, TABLE)
    properties = table.rows[1]._tr.get_or_add_trPr()  # noqa: SLF001  python-docx makes no changes
    properties.append(parse_xml(f"<w:del {nsdecls('w')}/>"))
    assert [("2", "Сверить базы")] == titles(await read(document))


async def test_the_sample_order_reads_the_same_as_a_document() -> None:
    document = docx.Document()
    table = None
    for line in sample.order().decode().split("\n"):
        cells = line.split("\t")
        if len(cells) == 1:
            table = None
            document.add_paragraph(line)
            continue
        if table is None:
            table = document.add_table(0, len(cells))
        for place, cell in zip(table.add_row().cells, cells, strict=True):
            place.text = cell
    found, expected = await preview_file(saved(document)), preview(sample.order(), "")
    assert expected.items == found.items
    assert expected.act == found.act
    assert list(map(str, expected.warnings)) == list(map(str, found.warnings))
    assert expected.organisations == found.organisations
