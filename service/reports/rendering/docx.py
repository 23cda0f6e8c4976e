"""DOCX as an office sends it to its head: whose it is, after which order, both dates, totals, the table, who signs."""

from collections.abc import Iterable
from typing import Any, BinaryIO, Final, TypeAlias

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor

from service.reports.rendering.docx_table import element, table
from service.reports.rendering.paper import by_hand, dates, headings, instead, is_wide, printed, totals
from service.reports.report import Report, Row
from service.words import Language

Book: TypeAlias = Any  # python-docx leaves half of its types open
Paragraph: TypeAlias = Any
Style: TypeAlias = Any
_FONT: Final = "Times New Roman"
_TAGS: Final[dict[Language, str]] = {"ru": "ru-RU", "en": "en-GB"}
_LEFT, _RIGHT, _CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER


def write(report: Report, rows: Iterable[Row], file: BinaryIO) -> None:
    book: Book = Document()
    width = _set_up(book, report)
    _head(book, report)
    if report.totals:
        _line(book, totals(report), _LEFT, bold=True, after=6)
    if found := list(printed(report, rows)):
        drawn = table(headings(report), found, width.twips)
        book.element.body.insert(-1, drawn)  # before the section's own properties, which stand last
    _line(book, "" if found else instead(report), _LEFT)
    for note in report.notes:
        _line(book, note, WD_ALIGN_PARAGRAPH.JUSTIFY, after=6)
    _sign(book, report, width)
    book.save(file)


def _set_up(book: Book, report: Report) -> Length:
    """Choose paper, letters and language; return the width between the margins."""
    section, short, long = book.sections[0], Cm(21), Cm(29.7)
    wide = is_wide(report)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if wide else (short, long)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Cm(2.5), Cm(1), Cm(2), Cm(2)
    for name, size in (("Normal", 12), ("Heading 1", 14)):
        _letters(book.styles[name], size)
    book.styles.element.find(f".//{qn('w:lang')}").set(qn("w:val"), _TAGS[report.language])
    properties = book.core_properties
    properties.title, properties.author, properties.language = report.title, report.office, report.language
    properties.comments = ""
    properties.created = properties.modified = report.known_at
    _number_pages(section.footer.paragraphs[0])
    return Length((long if wide else short) - Cm(3.5))


def _letters(style: Style, size: int) -> None:
    style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if "Theme" in name]:  # a theme's font would win over ours
        del fonts.attrib[name]
    for script in ("cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    style.paragraph_format.space_after = Pt(0)


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = _CENTRE
    for words, field in (("", "PAGE"), (" / ", "NUMPAGES")):
        paragraph.add_run(words)
        paragraph._p.append(element("fldSimple", instr=field))  # noqa: SLF001  python-docx knows no fields


def _head(book: Book, report: Report) -> None:
    _line(book, report.office, _CENTRE, bold=True, after=6)
    for line in report.orders:
        _line(book, line, _CENTRE)
    for line in report.addressee:
        _line(book, line, _RIGHT)
    _line(book, report.title, _CENTRE, style="Heading 1")
    for line in (dates(report), *report.lines):
        _line(book, line, _CENTRE, after=6)
    for line in report.opening:
        _line(book, line, WD_ALIGN_PARAGRAPH.JUSTIFY, after=6).paragraph_format.first_line_indent = Cm(1.25)


def _line(
    book: Book, text: str, alignment: WD_ALIGN_PARAGRAPH, *, bold: bool = False, style: str = "Normal", after: int = 0
) -> Paragraph:
    paragraph = book.add_paragraph(style=style)
    paragraph.alignment = alignment
    paragraph.paragraph_format.space_after = Pt(after)
    run = paragraph.add_run(text)
    if bold:
        run.bold = True
    return paragraph


def _sign(book: Book, report: Report, width: Length) -> None:
    position, name = by_hand(report)
    paragraph = _line(book, f"{position}\t_______________\t{name}", _LEFT)
    paragraph.paragraph_format.space_before = Pt(30)
    paragraph.paragraph_format.keep_together = True
    paragraph.paragraph_format.tab_stops.add_tab_stop(Length(width * 6 // 10))
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
