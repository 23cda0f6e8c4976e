"""What the service accepts as its settings, and how it refuses the rest."""

from pathlib import Path

import pytest

from service.settings import Settings, StartRefused, load

NOWHERE = Path("/nowhere/.env")
SECRET = "0123456789abcdef0123456789abcdef"


def refusal(environ: dict[str, str], dotenv: Path = NOWHERE) -> str:
    with pytest.raises(StartRefused) as refused:
        load(environ, dotenv)
    return str(refused.value)


def test_nothing_needs_to_be_set() -> None:
    assert load({}, NOWHERE) == Settings()


def test_every_setting_is_read_under_its_name() -> None:
    environ = {
        "DATABASE_URL": "postgresql://service@db/roadmap",
        "ROADMAP_OWNER_URL": "postgres://owner@db/roadmap",
        "ROADMAP_DATA_DIR": "/srv/roadmap",
        "ROADMAP_PG_BIN": "/opt/pg/bin",
        "ROADMAP_FINGERPRINT_SECRET": SECRET,
        "ROADMAP_FINGERPRINT_PREVIOUS": SECRET[::-1],
        "ROADMAP_POOL_SIZE": "7",
        "PATH": "/bin",
    }
    assert load(environ, NOWHERE) == Settings(
        database_url="postgresql://service@db/roadmap",
        owner_url="postgres://owner@db/roadmap",
        data_dir=Path("/srv/roadmap"),
        pg_bin=Path("/opt/pg/bin"),
        fingerprint_secret=SECRET,
        fingerprint_previous=SECRET[::-1],
        pool_size=7,
    )


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("# ours\n\nexport ROADMAP_POOL_SIZE=5\nROADMAP_DATA_DIR='/srv/the data'\nCOLOUR=red\n")
    expected = Settings(pool_size=9, data_dir=Path("/srv/the data"))
    assert load({"ROADMAP_POOL_SIZE": "9"}, dotenv) == expected


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(SECRET + "\n")
    assert load({"ROADMAP_FINGERPRINT_SECRET_FILE": str(file)}, NOWHERE) == Settings(fingerprint_secret=SECRET)


def test_a_missing_secret_file_is_refused() -> None:
    said = refusal({"DATABASE_URL_FILE": "/nowhere/url"})
    assert said == "DATABASE_URL_FILE cannot be read: [Errno 2] No such file or directory: '/nowhere/url'."


def test_a_secret_given_twice_is_refused() -> None:
    said = refusal({"DATABASE_URL": "postgresql://db", "DATABASE_URL_FILE": "/run/url"})
    assert said == "DATABASE_URL and DATABASE_URL_FILE are both set: which one counts?"


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"ROADMAP_POOLSIZE": "7"}, "Object contains unknown field `ROADMAP_POOLSIZE`."),
        ({"ROADMAP_POOL_SIZE": "many"}, "Expected `int`, got `str` - at `$.ROADMAP_POOL_SIZE`."),
        ({"ROADMAP_POOL_SIZE": "0"}, "Expected `int` >= 2 - at `$.ROADMAP_POOL_SIZE`."),
        (
            {"ROADMAP_FINGERPRINT_SECRET": "secret"},
            "Expected `str` of length >= 32 - at `$.ROADMAP_FINGERPRINT_SECRET`.",
        ),
        (
            {"DATABASE_URL": "mysql://db"},
            "Expected `str` matching regex '^postgres(ql)?://' - at `$.DATABASE_URL`.",
        ),
    ],
)
def test_a_doubtful_value_is_refused_by_name_and_never_shown(environ: dict[str, str], sentence: str) -> None:
    assert refusal(environ) == f"The settings are not right: {sentence}"


def test_an_empty_value_is_refused() -> None:
    said = refusal({"ROADMAP_FINGERPRINT_SECRET": ""})
    assert said == "ROADMAP_FINGERPRINT_SECRET is empty: give it a value or take it away."


def test_a_line_that_sets_nothing_is_refused(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("ROADMAP_POOL_SIZE=5\nROADMAP_DATA_DIR\n")
    assert refusal({}, dotenv) == f"Line 2 of {dotenv} is not NAME=value."


def test_every_setting_stands_in_the_example() -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text()
    names = {line.lstrip("# ").partition("=")[0] for line in example.splitlines() if "=" in line}
    assert names == set(Settings.__struct_encode_fields__)
