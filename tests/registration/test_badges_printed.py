"""Badges on paper: designs, what a template may not do, and batches that can be taken up again."""

import base64
import io
from collections.abc import Mapping, Sequence

import pytest
from pypdf import PdfReader

from services.registration.commands.badge_batches import (
    AddBatchPart,
    BadgeSet,
    CancelBadgeBatch,
    CheckOffBadges,
    ConfirmBadgesPrinted,
    PrintPhotos,
    RequestBadgeBatch,
    ResumeBadgeBatch,
)
from services.registration.domain.badge_batches import PART, BadgeBatch, BatchOutOfOrder, BatchState, NothingToPrint
from services.registration.domain.badge_designs import BadgeFormat, Look, TemplateBroken, usual_design
from services.registration.domain.badges import BadgeState
from services.registration.gateways import PackagedConventions
from services.registration.gateways.press import BadgePress
from services.registration.handlers.badge_batches import (
    add_batch_part,
    cancel_badge_batch,
    check_off_badges,
    confirm_badges_printed,
    print_photos,
    request_badge_batch,
    resume_badge_batch,
)
from services.registration.ports import RegistrationUnit
from services.registration.ports.printing import BadgeSheet, Face, MeetingPrinted, ZonePrinted
from services.registration.store import KEPT
from shared.contracts.registration import BadgeCategory
from shared.errors import NotFound
from tests.fakes import World
from tests.registration.badge_builders import a_badge
from tests.registration.builders import MEETING_ID, NOTED_AT, OFFICER, a_meeting

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def a_face(name: str = "Ichikawa Tomiko", **changes: object) -> Face:
    """Return her badge as it is printed."""
    fields: dict[str, object] = {
        "name": name,
        "delegation": "Japan",
        "role": "Head of delegation",
        "kind": "State Party",
        "zones": (ZonePrinted(code="CR", name="Conference rooms"),),
        "days": "1–5 December 2025",
        "token": "PB1/ABCD/0/1/APMBC-22MSP/20251201/20251205/CR/AAAA",
    }
    return Face.model_validate(fields | changes)


def a_sheet(*faces: Face, template: str = "", **look: object) -> BadgeSheet:
    """Return a sheet of these badges with the logo of the convention."""
    return BadgeSheet(
        template=template,
        look=Look.model_validate(look),
        meeting=MeetingPrinted(title="Twenty-Second Meeting of the States Parties", code="APMBC-22MSP"),
        words={"number": "No."},
        logo=PackagedConventions.read().logo("APMBC"),
        faces=faces or (a_face(),),
    )


async def words_of(sheet: BadgeSheet) -> list[str]:
    """Return the text of each page a sheet is printed on, without the breaks of lines."""
    pages = PdfReader(io.BytesIO(await BadgePress().pdf(sheet))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


async def test_a_badge_says_who_where_and_when() -> None:
    (page,) = await words_of(a_sheet(a_face(photo=DOT)))

    for word in ("Ichikawa Tomiko", "Japan", "Head of delegation", "STATE PARTY", "CR", "1–5 December 2025", "No. 1"):
        assert word in page


@pytest.mark.parametrize("format", list(BadgeFormat))
async def test_every_format_holds_the_longest_names(format: BadgeFormat) -> None:
    faces = [a_face("W" * 300), a_face("María Fernanda Espinosa de los Monteros y Garcés Rodríguez-Villanueva")] * 2

    pages = PdfReader(io.BytesIO(await BadgePress().pdf(a_sheet(*faces, format=format)))).pages

    assert len(pages) == (1 if format is BadgeFormat.A6_ON_A4 else 4)


async def test_what_a_person_typed_is_never_markup() -> None:
    (page,) = await words_of(a_sheet(a_face('#panic("no") *Ana* \u202e$x$ 😀')))

    assert '#panic("no")' in page


@pytest.mark.parametrize(
    ("template", "line", "detail"),
    [
        ('#import "/badge.typ": *\n#sheet(badge => [#badge.nam])', 2, "nam"),
        ("#let again(n) = again(n + 1)\n#again(1)", 1, "depth"),
        ('#read("/etc/passwd")', 1, "not found"),
        ('#read("../../../etc/passwd")', 1, "escape"),
        ('#import "@preview/example:0.1.0": *', 1, "download"),
        ("#while true { [x] }", 1, "always true"),
    ],
)
async def test_a_broken_template_is_refused_with_its_line(template: str, line: int, detail: str) -> None:
    """Nor does it reach the disk or the network of the machine it is set on."""
    with pytest.raises(TemplateBroken) as broken:
        await BadgePress().pdf(a_sheet(template=template))

    assert broken.value.line == line
    assert detail in broken.value.detail


def test_letters_on_the_band_are_black_or_white_whichever_is_read_better() -> None:
    assert Look(band="#0b5cad").on_band == "#ffffff"
    assert Look(band="#ffd700").on_band == "#000000"


def test_a_design_has_versions_and_goes_back_to_one() -> None:
    usual = usual_design(MEETING_ID, BadgeCategory.MEDIA)
    edited = usual.edit(Look(band="#000000"), "", by="Ana Ruiz", at=NOTED_AT)
    back = edited.restore(1, by="Ben Kaya", at=NOTED_AT)

    assert [one.number for one in back.versions] == [1, 2, 3]
    assert back.current.look == usual.current.look
    assert edited.edit(Look(band="#000000"), "", by="Ana Ruiz", at=NOTED_AT) is edited
    with pytest.raises(NotFound):
        edited.restore(9, by="Ben Kaya", at=NOTED_AT)


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), *(a_badge(badge_id=f"bdg_{n}", holder_id=f"par_{n}") for n in range(3)))
    return world


def the_batch(world: World[RegistrationUnit]) -> BadgeBatch:
    batch = world.state("badge_batches", "bat_1")
    assert isinstance(batch, BadgeBatch)
    return batch


ASKED = RequestBadgeBatch(meeting_id=MEETING_ID, badge_ids=("bdg_0", "bdg_1", "bdg_2", "bdg_0"))
SET = AddBatchPart(
    batch_id="bat_1", before=0, printed=tuple(BadgeSet(badge_id=f"bdg_{n}", version=1) for n in range(3))
)


async def test_a_part_that_comes_twice_is_added_once(world: World[RegistrationUnit]) -> None:
    await world.run(request_badge_batch, ASKED)
    await world.run(add_batch_part, SET)
    again = await world.run(add_batch_part, SET)

    assert (again.done, again.total) == (3, 3)
    assert len(the_batch(world).printed) == 3


async def test_badges_count_as_printed_only_when_somebody_says_so(world: World[RegistrationUnit]) -> None:
    """And one that changed after it was set stays to be printed."""
    await world.run(request_badge_batch, ASKED)
    await world.run(add_batch_part, SET)
    ready = the_batch(world).next(state=BatchState.READY, file_id="fil_1")
    world.keep(ready, a_badge(badge_id="bdg_2", holder_id="par_2", name="Another name", version=2))
    assert the_state(world, "bdg_0") is BadgeState.APPROVED

    await world.run(confirm_badges_printed, ConfirmBadgesPrinted(batch_id="bat_1"))
    for _ in range(2):
        await world.run(check_off_badges, CheckOffBadges(batch_id="bat_1", before=0))

    assert [the_state(world, f"bdg_{n}").value for n in range(3)] == ["ready", "ready", "approved"]
    assert (the_batch(world).state, the_batch(world).left) == (BatchState.PRINTED, 1)


def the_state(world: World[RegistrationUnit], badge_id: str) -> BadgeState:
    state: BadgeState = world.state("badges", badge_id).state  # type: ignore[attr-defined] # it is a badge
    return state


async def test_a_batch_is_given_up_or_goes_on_after_a_failure(world: World[RegistrationUnit]) -> None:
    await world.run(request_badge_batch, ASKED)
    world.keep(the_batch(world).fail("line 3: no", at=NOTED_AT))
    assert (await world.run(resume_badge_batch, ResumeBadgeBatch(batch_id="bat_1"))).state == "setting"
    assert (await world.run(cancel_badge_batch, CancelBadgeBatch(batch_id="bat_1"))).state == "cancelled"
    with pytest.raises(BatchOutOfOrder):
        await world.run(confirm_badges_printed, ConfirmBadgesPrinted(batch_id="bat_1"))


async def test_nothing_is_no_batch(world: World[RegistrationUnit]) -> None:
    with pytest.raises(NothingToPrint):
        await world.run(request_badge_batch, RequestBadgeBatch(meeting_id=MEETING_ID, badge_ids=()))


async def test_who_gave_no_photo_is_printed_without(world: World[RegistrationUnit]) -> None:
    found: Mapping[str, str] = await world.run(print_photos, PrintPhotos(participant_ids=("par_0",)))

    assert found == {}


def test_a_batch_is_set_in_parts_of_whole_sheets() -> None:
    ids: Sequence[str] = [f"bdg_{n}" for n in range(100)]
    batch = BadgeBatch(
        batch_id="bat_1",
        meeting_id=MEETING_ID,
        badge_ids=tuple(ids),
        asked_by="staff:ana",
        asked_by_name="Ana Ruiz",
        asked_at=NOTED_AT,
        changed_at=NOTED_AT,
    )

    assert (len(batch.next_part), PART % 4) == (PART, 0)
    assert batch.add([], None, at=NOTED_AT).add([], None, at=NOTED_AT).add([], None, at=NOTED_AT).next_part == ()
