"""What the pages of an import are about: its place, and its rows as a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from fastapi import Request

from services.registration.domain import Delegation, Meeting
from services.registration.domain.imports.meanings import GENDERS, LANGUAGES, ROLES, meaning
from services.registration.domain.imports.rows import Cells, ImportRow
from services.registration.pages.form_fields import OF_THE_HOUSE
from services.registration.pages.room import Room
from services.registration.pages.uploads import held
from shared.pages import Choice, Form, select
from shared.pages.lists import Listing, Shown
from shared.uploads import Upload

WORDS: Mapping[str, Mapping[str, str]] = {"role": ROLES, "gender": GENDERS, "language": LANGUAGES}
"""The cells of a row that name one of several values, with the words people write for each."""


@dataclass(frozen=True)
class ImportPlace:
    """Where an import belongs: a delegation, or without one the whole meeting; `base` is its address."""

    meeting: Meeting
    delegation: Delegation | None
    base: str

    @property
    def owner(self) -> str:
        """For whom its files are kept."""
        return self.delegation.delegation_id if self.delegation else self.meeting.meeting_id

    @property
    def back(self) -> str:
        """Where its pages lead back to."""
        return self.base.removesuffix("/imports") + ("/portal" if self.delegation else "")


async def place_of(room: Room, request: Request) -> ImportPlace:
    """Return the delegation or meeting that the address names."""
    if delegation_id := request.path_params.get("delegation_id"):
        delegation = await room.views.delegation(delegation_id)
        meeting = await room.views.meeting(delegation.meeting_id)
        return ImportPlace(meeting, delegation, f"/registration/delegations/{delegation_id}/imports")
    meeting = await room.meeting(request.path_params["code"])
    return ImportPlace(meeting, None, f"/registration/meetings/{meeting.address}/imports")


async def sheet_sent(room: Room, place: ImportPlace, form: Form) -> Upload | None:
    """Return the file that was chosen, or the one that was kept when the form was refused."""
    kept = form.text("file")
    return form.file("file") or (await room.intake.sheet_again(kept, place.owner) if kept else None)


async def with_sheet(room: Room, request: Request, form: Form, *, place: ImportPlace) -> Form:
    """Return a form that is refused for something else with its file kept."""
    keep = partial(room.intake.sheet, owner=place.owner, origin=room.origin(request, form))
    form, _ = await held(form, {"file": keep})
    return form


def filled_with(cells: Cells) -> Form:
    """Return a row as a form: words that are understood as the values they mean."""
    written = {name: str(text) for name, text in cells}
    meant = {name: meaning(written[name], words) or written[name] for name, words in WORDS.items()}
    return Form.of(**written | meant)


def row_choices(form: Form) -> dict[str, list[Choice]]:
    """Return what can be chosen in a row; a word that means none of it stands last, until another takes its place."""
    offered = {name: list(OF_THE_HOUSE[name]) for name in WORDS}
    for name, choices in offered.items():
        written = form.text(name)
        if written and all(choice.value != written for choice in choices):
            choices.append(Choice(written, written))
    return offered


def shown_rows(rows: list[ImportRow], listing: Listing) -> Shown[ImportRow]:
    """Return the rows asked for."""
    return select(
        rows,
        listing,
        key=lambda row: str(row.number),
        text=lambda row: f"{row.cells.full_name} {row.cells.delegation} {row.cells.email}",
        values={
            "number": lambda row: row.number,
            "name": lambda row: row.cells.full_name,
            "verdict": lambda row: row.verdict.value,
        },
    )
