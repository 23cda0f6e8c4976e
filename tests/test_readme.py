"""What the README shows works as it stands: its shell lines run against a demo of their own."""

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


class Demo(Struct):
    url: str
    keys: dict[str, str]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    data = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "service", "serve", "--demo", "--port", "0", "--json", "--data-dir", str(data)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        yield json.decode(process.stdout.readline(), type=Demo)
        process.terminate()
        process.wait(10)


def test_every_line_of_the_tour_works(demo: Demo) -> None:
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "URL": demo.url,
        **{role.upper(): key for role, key in demo.keys.items()},
    }
    for block in BLOCKS[1:]:  # the first one says where address and keys come from
        script = block.replace("curl -s", "curl -sS --fail-with-body")
        done = subprocess.run(
            ["bash", "-euc", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert (0, "") == (done.returncode, done.stderr), f"{block}\n{done.stdout}"
        assert done.stdout.strip()
