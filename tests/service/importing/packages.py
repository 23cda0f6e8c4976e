"""Packages and PDFs put together by hand, so that what no program writes can stand in them."""

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def package(main: str, kind: str, parts: Mapping[str, str | bytes], relations: str = "") -> bytes:
    """Return a package whose main part is ``main``."""
    folder, _, name = main.rpartition("/")
    relation = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="{main}"/>'
    every: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Override PartName="/{main}" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>',
        f"{folder}/_rels/{name}.rels": f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>',
        **parts,
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in every.items():
            archive.writestr(part, content)
    return file.getvalue()


def word(body: str | bytes, before: str = "") -> bytes:
    if isinstance(body, str):
        body = f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return package("word/document.xml", DOCX, {"word/document.xml": body})


def sheet(data: str | bytes) -> bytes:
    if isinstance(data, str):
        data = f'<worksheet xmlns="{SHEET}">{data}</worksheet>'
    book = f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="1" r:id="r1"/></sheets></workbook>'
    relation = f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="sheet1.xml"/>'
    return package("xl/workbook.xml", XLSX, {"xl/workbook.xml": book, "xl/sheet1.xml": data}, relation)


def pdf(content: bytes, *, compressed: bytes | None = None) -> bytes:
    """Return a PDF of one page that is drawn by ``content``, or by what ``compressed`` unpacks to."""
    stream = compressed if compressed is not None else zlib.compress(content)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(stream), stream),
    ]
    body = b"%PDF-1.4\n"
    places: list[int] = []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%b endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer
