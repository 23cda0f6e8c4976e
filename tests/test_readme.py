"""What the README shows works as it stands: its shell lines run in one terminal, against a demo of their own."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct, json

ROOT = Path(__file__).parents[1]
BLOCKS = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
NEXT = "\f"
"""Printed between two blocks."""


class Demo(Struct):
    url: str
    keys: dict[str, str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where one stands: like a checkout after `make run`, it has a folder ``var``."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "var").mkdir(mode=0o700)
    return folder


@pytest.fixture(scope="module")
def demo(folder: Path) -> Iterator[Demo]:
    command = [sys.executable, "-m", "service", "serve", "--demo", "--port", "0", "--json"]
    with subprocess.Popen(
        command, cwd=folder, env={**os.environ, **HERE}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        yield json.decode(process.stdout.readline(), type=Demo)
        process.terminate()
        process.wait(10)


HERE = {"PYTHONPATH": str(ROOT), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


def test_every_line_works_in_the_order_of_the_chapters(folder: Path, demo: Demo) -> None:
    keys = {role.upper(): key for role, key in demo.keys.items()}
    _, *blocks = BLOCKS  # the first one says where address and keys come from
    script = f"printf '{NEXT}'\n".join(blocks).replace("curl -s", "curl -sS --fail-with-body")

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={**HERE, **keys, "URL": demo.url},
        capture_output=True,
        text=True,
        check=False,
    )

    printed = done.stdout.split(NEXT)
    assert (0, "") == (done.returncode, done.stderr), f"{blocks[len(printed) - 1]}\n{printed[-1]}\n{done.stderr}"
    assert [] == [block for block, output in zip(blocks, printed, strict=True) if not output.strip()]
