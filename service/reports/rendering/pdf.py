"""PDF, tagged after PDF/UA-1, set by typst from our template and the report as data."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, Final

import typst
from msgspec import json

from service.reports.rendering.paper import by_hand, dates, headings, instead, is_wide, printed, totals
from service.reports.report import Report, Row

_TEMPLATE: Final = Path(__file__).with_name("report.typ")


def write(report: Report, rows: Iterable[Row], file: BinaryIO) -> None:
    """Write the same bytes for the same report."""
    files: Any  # its types know no files in memory
    files = {"main.typ": _TEMPLATE.read_bytes(), "report.json": json.encode(_data(report, rows))}
    at = report.known_at.replace(microsecond=0)
    file.write(typst.compile(files, format="pdf", ignore_system_fonts=True, pdf_standards=["ua-1"], timestamp=at))


def _data(report: Report, rows: Iterable[Row]) -> dict[str, object]:
    position, name = by_hand(report)
    return {
        "language": report.language,
        "wide": is_wide(report),
        "title": report.title,
        "office": report.office,
        "orders": report.orders,
        "addressee": report.addressee,
        "opening": report.opening,
        "lines": report.lines,
        "dates": dates(report),
        "totals": totals(report),
        "columns": [{"title": title, "width": width} for title, width in headings(report)],
        "rows": list(printed(report, rows)),
        "instead": instead(report),
        "notes": report.notes,
        "position": position,
        "name": name,
    }
