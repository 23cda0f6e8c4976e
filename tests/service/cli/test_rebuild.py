"""`rebuild` beside the running service: made, compared, promoted and put back."""

from pathlib import Path

from tests.service.cli.conftest import Ran, program
from tests.service.town import Town


async def rebuilt(data_dir: Path, *arguments: str) -> Ran:
    return await program(data_dir, "rebuild", *arguments)


async def test_a_new_generation_differs_in_nothing_and_can_be_promoted_and_put_back(
    control: Town, data_dir: Path
) -> None:
    before = (await control.get("supervisor", "/assignments", limit=1000, min_position=1)).json()["rows"]
    made = (await rebuilt(data_dir, "--diff", "--json")).document
    promoted = (await rebuilt(data_dir, "--promote", "--json")).document
    after = (await control.get("supervisor", "/assignments", limit=1000, min_position=1)).json()["rows"]
    put_back = (await rebuilt(data_dir, "--rollback", "--json")).document

    assert [("control", False, 0), ("trail", False, 0)] == [
        (model["model"], model["promoted"], model["differences"]) for model in made
    ]
    assert [True, True] == [model["promoted"] for model in promoted]
    assert [True, True] == [model["rolled_back"] for model in put_back]
    assert before == after


async def test_without_a_generation_before_there_is_nothing_to_go_back_to(tmp_path: Path) -> None:
    ran = await rebuilt(tmp_path, "trail", "--rollback")

    assert (1, "There is no generation of trail to go back to.") == (ran.status, ran.err.strip().splitlines()[-1])
