"""The secrets of this machine: made once, for nobody else to read."""

from pathlib import Path

from service.kept_secret import fingerprint_secrets, kept_secret
from service.settings import Settings


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    file = tmp_path / "var/a.secret"
    first = kept_secret(file)
    assert (len(first), kept_secret(file)) == (64, first)


def test_only_its_user_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "a.secret"
    kept_secret(file)
    assert (file.stat().st_mode & 0o777, [path.name for path in tmp_path.iterdir()]) == (0o600, ["a.secret"])


def test_two_secrets_are_never_the_same(tmp_path: Path) -> None:
    assert kept_secret(tmp_path / "a.secret") != kept_secret(tmp_path / "b.secret")


def test_fingerprints_are_made_under_the_kept_secret_by_default(tmp_path: Path) -> None:
    made = fingerprint_secrets(Settings(data_dir=tmp_path))
    assert made == [(tmp_path / "fingerprint.secret").read_bytes()]


def test_the_previous_secret_is_tried_after_the_present_one(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, fingerprint_secret="n" * 32, fingerprint_previous="o" * 32)
    assert fingerprint_secrets(settings) == [b"n" * 32, b"o" * 32]
