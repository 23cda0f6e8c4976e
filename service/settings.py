"""Settings: read once, from the environment and ``.env``; a doubtful value stops the start with a sentence."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final

from msgspec import Meta, Struct, ValidationError, convert

from service.words import Language

_SECRETS: Final = {"DATABASE_URL", "ROADMAP_OWNER_URL", "ROADMAP_FINGERPRINT_SECRET", "ROADMAP_FINGERPRINT_PREVIOUS"}
"""Each may lie in a file: ``<NAME>_FILE`` says in which."""

Url = Annotated[str, Meta(pattern="^postgres(ql)?://")]
Secret = Annotated[str, Meta(min_length=32)]


class StartRefused(Exception):
    """The service must not start like this; the message is one sentence that says why."""


def _name(field: str) -> str:
    return "DATABASE_URL" if field == "database_url" else f"ROADMAP_{field.upper()}"


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=_name):
    """Every knob of the service: ``DATABASE_URL``, and ``ROADMAP_<NAME>`` for the others."""

    database_url: Url | None = None
    """An external PostgreSQL, for a member of roadmap_app and roadmap_projector; without it our own runs."""
    owner_url: Url | None = None
    """Who migrates the external one at the start; without it that is done by hand."""
    data_dir: Path = Path("var")
    """Our own database and secrets."""
    pg_bin: Path | None = None
    """PostgreSQL's programs, instead of the wheel's."""
    fingerprint_secret: Secret | None = None
    """Fingerprints of requests are made under it; by default one is made in ``data_dir``. Part of the backup."""
    fingerprint_previous: Secret | None = None
    """The secret before: requests of its time are still known."""
    pool_size: Annotated[int, Meta(ge=2, le=100)] = 16
    """Connections of one process."""
    file_quota: Annotated[int, Meta(ge=1)] = 2048
    """MiB of evidence that one organisation may keep here; the office is one."""
    language: Language = "ru"
    """What the command line speaks; the API speaks what is asked for."""


def load(environ: Mapping[str, str] = os.environ, dotenv: Path = Path(".env")) -> Settings:
    """Collect the settings, the environment before ``dotenv``; raise `StartRefused` at the first doubt."""
    found = _opened({**_read(dotenv), **_ours(environ)})
    for name, value in found.items():
        if not value:
            raise StartRefused(f"{name} is empty: give it a value or take it away.")
    try:
        return convert(found, Settings, strict=False, dec_hook=lambda _, path: Path(path))
    except ValidationError as error:  # it names the setting and never its value
        raise StartRefused(f"The settings are not right: {error}.") from error


def _ours(environ: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in environ.items()
        if name.startswith("ROADMAP_") or name in {"DATABASE_URL", "DATABASE_URL_FILE"}
    }


def _read(dotenv: Path) -> dict[str, str]:
    return _ours(dict(_lines(dotenv))) if dotenv.is_file() else {}


def _lines(dotenv: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(dotenv.read_text("utf-8").splitlines(), 1):
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if not name or name.startswith("#"):
            continue
        if not equals:
            raise StartRefused(f"Line {number} of {dotenv} is not NAME=value.")
        quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
        yield name.strip(), value[1:-1] if quoted else value.strip()


def _opened(found: Mapping[str, str]) -> dict[str, str]:
    """Replace ``<NAME>_FILE`` of a secret by what the file holds."""
    values = dict(found)
    for name in _SECRETS:
        file = values.pop(f"{name}_FILE", None)
        if file is None:
            continue
        if name in values:
            raise StartRefused(f"{name} and {name}_FILE are both set: which one counts?")
        try:
            values[name] = Path(file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise StartRefused(f"{name}_FILE cannot be read: {error}.") from error
    return values
