"""Bodies that mean no good, or are written without care: by name, each with the field and the rule it breaks."""

MARKS = "\u0315\u0300"  # in the order that normalising must turn round
HIDDEN_MARKS = "\u0f73"  # a mark of combining class 0 that is two of other classes


def body(member: str) -> bytes:
    """Write a completion that would be good without this member."""
    return f'{{"completed_on":"2020-12-25",{member}}}'.encode()


MALFORMED = {
    "nothing": (b"", "$", "required"),
    "spaces": (b"  \n", "$", "syntax"),
    "words": (b"done", "$", "syntax"),
    "cut off": (b'{"completed_on":"2020-12-25"', "$", "syntax"),
    "two values": (b"{}{}", "$", "syntax"),
    "single quotes": (b"{'completed_on':'2020-12-25'}", "$", "syntax"),
    "a comma too many": (body('"final":true,'), "$", "syntax"),
    "a comment": (body('"final":true/**/'), "$", "syntax"),
    "a plus sign": (body('"figures":+1'), "$", "syntax"),
    "a leading zero": (body('"figures":01'), "$", "syntax"),
    "an undefined": (body('"note":undefined'), "$", "syntax"),
    "BOM": (b"\xef\xbb\xbf" + body('"final":true'), "$", "syntax"),
    "UTF-16": (body('"final":true').decode().encode("utf-16"), "$", "encoding"),
    "Windows-1251": ('{"note":"готово"}'.encode("cp1251"), "$", "encoding"),
    "overlong encoding": (b'{"note":"\xc0\x80"}', "$", "encoding"),
    "surrogate in UTF-8": (b'{"note":"\xed\xa0\x80"}', "$", "encoding"),
    "raw NUL": (b'{"note":"\x00"}', "$", "syntax"),
    "raw line end in a text": (b'{"note":"a\nb"}', "$", "syntax"),
    "NULs alone": (b"\x00" * 64, "$", "syntax"),
    "lone high surrogate": (body('"note":"\\ud800"'), "note", "surrogate"),
    "lone low surrogate": (body('"evidence":[{"title":"\\udc00","url":"u"}]'), "evidence[0].title", "surrogate"),
    "surrogate in a name": (body('"\\ud800":1'), "�", "surrogate"),
    "NaN": (body('"figures":{"enrolled":NaN,"engaged":1}'), "figures.enrolled", "not_a_number"),
    "minus infinity": (body('"figures":{"enrolled":-Infinity,"engaged":1}'), "figures.enrolled", "not_a_number"),
    "name twice": (body('"final":true,"final":false'), "final", "duplicate"),
    "name twice below": (body('"figures":{"enrolled":1,"engaged":1,"enrolled":2}'), "figures.enrolled", "duplicate"),
    "name twice by escape": (body('"final":true,"fina\\u006c":false'), "final", "duplicate"),
    "deep array": (b"[" * 100_000, "$", "nesting"),
    "deep object": (b'{"a":' * 40_000, "$", "nesting"),
    "deep behind brackets in a text": (body('"note":"]]]]\\"]]]]","joins":' + "[" * 16), "$", "nesting"),
}

INVALID = {
    "an array": (b"[]", "$", "object"),
    "null": (b"null", "$", "null"),
    "a number": (b"7", "$", "object"),
    "no members": (b"{}", "completed_on", "required"),
    "unknown name": (body('"completed":true'), "completed", "unknown"),
    "unknown name below": (body('"figures":{"enrolled":1,"engaged":1,"x":1}'), "figures.x", "unknown"),
    "name in another case": (body('"Note":"x"'), "Note", "unknown"),
    "control character in a name": (body('"no\\u0000te":"x"'), "no�te", "control_character"),
    "name of a thousand letters": (body(f'"{"x" * 1000}":1'), "x" * 80, "unknown"),
    "1.0": (body('"figures":{"enrolled":1.0,"engaged":1}'), "figures.enrolled", "integer"),
    "1e2": (body('"figures":{"enrolled":1e2,"engaged":1}'), "figures.enrolled", "integer"),
    "1e999": (body('"figures":{"enrolled":1e999,"engaged":1}'), "figures.enrolled", "integer"),
    "number in quotes": (body('"figures":{"enrolled":"1","engaged":1}'), "figures.enrolled", "integer"),
    "true for a number": (body('"figures":{"enrolled":true,"engaged":1}'), "figures.enrolled", "integer"),
    "negative": (body('"figures":{"enrolled":-1,"engaged":1}'), "figures.enrolled", "minimum"),
    "2^53": (body('"figures":{"enrolled":9007199254740992,"engaged":1}'), "figures.enrolled", "integer_range"),
    "a million digits": (
        body(f'"figures":{{"enrolled":{"9" * 200_000},"engaged":1}}'),
        "figures.enrolled",
        "integer_range",
    ),
    "null for a date": (b'{"completed_on":null}', "completed_on", "null"),
    "null for a flag": (body('"final":null'), "final", "null"),
    "number for a flag": (body('"final":1'), "final", "boolean"),
    "object for a text": (body('"note":{}'), "note", "string"),
    "object for an array": (body('"evidence":{}'), "evidence", "array"),
    "text in an array": (body('"evidence":["x"]'), "evidence[0]", "object"),
    "number in a map": (body('"joins":{"p2.4":4}'), "joins.p2.4", "string"),
    "no such day": (b'{"completed_on":"2020-02-30"}', "completed_on", "date"),
    "Russian date": (b'{"completed_on":"25.12.2020"}', "completed_on", "date"),
    "moment for a date": (b'{"completed_on":"2020-12-25T00:00:00Z"}', "completed_on", "date"),
    "note too long": (body(f'"note":"{"я" * 4001}"'), "note", "max_length"),
    "escaped NUL": (body('"note":"\\u0000"'), "note", "control_character"),
    "escape character": (body('"note":"\\u001b[2J"'), "note", "control_character"),
    "C1 control": (body('"note":"\\u0085"'), "note", "control_character"),
    "tower of marks": (body(f'"note":"a{MARKS * 16}"'), "note", "marks"),
}
