"""Secrets that this machine makes for itself and keeps, one a file, readable by its user alone."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from service.settings import Settings


def fingerprint_secrets(settings: Settings) -> list[bytes]:
    """Return what the fingerprints of requests are made under, the present secret first."""
    present = settings.fingerprint_secret or kept_secret(settings.data_dir / "fingerprint.secret")
    return [secret.encode() for secret in (present, settings.fingerprint_previous) if secret]


def kept_secret(file: Path) -> str:
    """Return the secret in ``file``; the first who asks makes it, and all get the same."""
    if not file.exists():
        file.parent.mkdir(0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=file.parent) as made:  # mode 0600
            made.write(secrets.token_hex(32))
            made.flush()
            os.fsync(made.fileno())
            with suppress(FileExistsError):  # somebody was faster
                os.link(made.name, file)
    return file.read_text("ascii")
