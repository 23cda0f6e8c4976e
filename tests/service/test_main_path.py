"""The main path: the order goes in, the overdue list comes out, a report takes a duty off it."""

from tests.service.town import SCHOOLS, Town


async def test_the_day_after_its_deadline_a_row_is_overdue_for_every_school_without_a_report(control: Town) -> None:
    before = (await control.get("supervisor", "/overdue", on="2020-10-31", min_position=1)).json()
    after = (await control.get("supervisor", "/overdue", on="2020-11-01")).json()

    assert [] == before["rows"]
    assert {(item, school) for item in ("2", "3") for school in SCHOOLS} == {
        (row["item"], row["organisation"]) for row in after["rows"]
    }
    assert {1} == {row["days_overdue"] for row in after["rows"]}
