"""Import: an order is read into a preview, and exactly that preview is confirmed."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Final, get_args

import rich_click as click
from msgspec.structs import replace

from domain.order.content import Options
from domain.order.preview import Preview, document
from domain.roadmap.amending.instructions import Wording
from service.calendars import usual
from service.cli.house import Here, run
from service.cli.importing import Confirmation, Confirmed, confirmed, prepare
from service.cli.options import Day, acting, argument, as_json, in_district, option
from service.cli.previews import next_command, remarks, show_difference, show_preview
from service.cli.terminal import document as write
from service.cli.terminal import tell
from service.files import Draft, File
from service.importing.amending import Held, now, shown
from service.importing.confirming import PreviewChanged
from service.importing.preview import preview_file
from service.media.kinds import DOCX, PDF, XLSX
from service.words import _

_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
_MEDIA: Final = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    **{kind.suffix: kind.media for kind in (DOCX, XLSX, PDF)},
}


class Join(click.ParamType[tuple[str, str]]):
    """One item that becomes another, such as p2.4=4."""

    name = "item=item"

    def convert(
        self, value: str | tuple[str, str], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        if not isinstance(value, str):
            return value
        joined, _equals, to = value.partition("=")
        if not joined or not to:
            self.fail(f"{value} does not name two items, such as p2.4=4.", param, ctx)
        return joined, to


@click.command("import")
@argument("file", type=_FILE, required=False)
@option("--act-number", metavar="NUMBER", help="Where the text does not say it.")
@option("--act-date", type=Day(), help="Where the text does not say it.")
@option("--dry-run", is_flag=True, help="Read and show: no database is asked, nothing is kept.")
@option("--confirm", metavar="PREVIEW", help="Make a roadmap of exactly this preview.")
@option("--supervisor", metavar="PERSON", help="Who controls the roadmap.")
@option("--roadmap", metavar="KEY", help="Its key; by default the one that the preview offers.")
@option("--amends", metavar="KEY", help="The roadmap that the act amends: the preview shows what it changes.")
@option("--wording", type=click.Choice(get_args(Wording)), help="Of an amending act: are rows that it lacks revoked?")
@option("--join", "joins", type=Join(), multiple=True, help="One duty that stands twice, such as p2.4=4.")
@acting
@in_district
@as_json
def import_(  # noqa: PLR0913  one for each option
    *,
    file: Path | None,
    act_number: str | None,
    act_date: date | None,
    dry_run: bool,
    confirm: str | None,
    supervisor: str | None,
    roadmap: str | None,
    amends: str | None,
    wording: Wording | None,
    joins: tuple[tuple[str, str], ...],
    person: str | None,
    district: str | None,
    as_json: bool,
) -> None:
    """Read an order into a preview; then confirm exactly that preview with --confirm and --supervisor."""
    _check(file, confirm, dry_run=dry_run, amends=amends)
    draft = Draft(name=file.name if file else "", options=Options(act_number=act_number, act_date=act_date))
    if file and dry_run:
        found = asyncio.run(preview_file(file.read_bytes(), draft.options, calendar=usual()))
        _print_preview(found, as_json=as_json)
        return

    async def step(here: Here) -> Preview | Held | Confirmed:
        against = await now(here.house.ledger, here.district, amends, wording) if amends else None
        found = await prepare(here, person, _opened(file), replace(draft, amends=against)) if file else None
        if found and confirm is None:
            return found
        if found and found.preview != confirm:
            raise PreviewChanged(preview=confirm, now=found.preview)
        confirmation = Confirmation(preview=str(confirm), supervisor=supervisor, roadmap=roadmap, joins=dict(joins))
        return await confirmed(here, person, confirmation)

    match run(step, district=district):
        case Preview() as found:
            _print_preview(found, as_json=as_json)
            if not as_json:
                tell(_("Nothing is recorded yet. This confirms it: {command}"), command=next_command(found))
        case Held() as held if as_json:
            write(shown(held, remarks()))
        case Held() as held:
            show_difference(held)
            command = f"python -m service import --confirm {held.preview}"
            tell(_("Nothing is recorded yet. This confirms it: {command}"), command=command)
        case Confirmed() as done if as_json:
            write(done)
        case Confirmed() as done:
            adopted = _("The roadmap {roadmap} is adopted: {items} items, {assignments} assignments.")
            amended = _("The roadmap {roadmap} is amended: {items} items, {assignments} assignments.")
            tell(
                amended if done.amended else adopted,
                roadmap=done.roadmap,
                items=done.items,
                assignments=done.assignments,
            )


def _check(file: Path | None, confirm: str | None, *, dry_run: bool, amends: str | None) -> None:
    if file is None and confirm is None:
        raise click.UsageError("Name a FILE to read, or a preview to --confirm.")
    if dry_run and amends is not None:
        raise click.UsageError("--dry-run asks no database: what an act --amends stands there.")
    if confirm is not None and dry_run:
        raise click.UsageError("--dry-run shows what a FILE says; --confirm records it.")


def _opened(file: Path) -> File:
    media = _MEDIA.get(file.suffix.lower(), "text/plain")
    return File(name=file.name, media=media, content=file.read_bytes())


def _print_preview(found: Preview, *, as_json: bool) -> None:
    write(document(found, remarks())) if as_json else show_preview(found)
