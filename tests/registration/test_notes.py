"""Notes on file: for this meeting and delegation alone, what they change, acknowledged, moved."""

from datetime import timedelta

import pytest

from services.registration.commands.notes import AcknowledgeNote, MoveNote
from services.registration.domain import Delegation, FocalPoint
from services.registration.domain.notes import (
    NoteAcknowledged,
    NoteForAnotherDelegation,
    NoteForAnotherMeeting,
    NoteRecord,
    NotTheLatestNote,
    difference,
    must_not_speak_of_another,
)
from services.registration.handlers import notify_delegation
from services.registration.handlers.notes import acknowledge_note, move_note
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import DelegationNotified
from shared.errors import Refused
from tests.fakes import World
from tests.registration.builders import (
    JAPAN_ID,
    OFFICER,
    a_delegation,
    a_head,
    a_meeting,
    a_note,
    a_participant,
)

PERU_ID = "del_apmbc-22msp_per"


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world: World[RegistrationUnit] = World("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation(), a_delegation(delegation_id=PERU_ID, name="Peru", state="PER"))
    return world


def delegation(world: World[RegistrationUnit], id: str = JAPAN_ID) -> Delegation:
    found = world.state("delegations", id)
    assert isinstance(found, Delegation)
    return found


def note(world: World[RegistrationUnit], id: str = "not_1") -> NoteRecord:
    found = world.state("note_records", id)
    assert isinstance(found, NoteRecord)
    return found


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"named_meeting": "APMBC-23MSP"}, NoteForAnotherMeeting),
        ({"named_delegation": "Peru"}, NoteForAnotherDelegation),
    ],
)
async def test_a_note_for_another_meeting_or_delegation_is_refused(
    world: World[RegistrationUnit], said: dict[str, str], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        await world.run(notify_delegation, a_note(**said))

    assert delegation(world).names == ()


@pytest.mark.parametrize("said", ["apmbc-22msp", "the TWENTY-SECOND Meeting of the States Parties, Geneva", ""])
async def test_a_note_that_names_this_meeting_however_it_writes_it_is_taken(
    world: World[RegistrationUnit], said: str
) -> None:
    await world.run(notify_delegation, a_note(named_meeting=said, named_delegation="JPN"))

    assert note(world).reference == "NV/2025/118"


def test_the_text_of_a_file_may_not_name_another_meeting_alone() -> None:
    this = a_meeting()
    other = a_meeting(meeting_id="mtg_x", code="APMBC-21MSP", title="Twenty-First Meeting of the States Parties")

    with pytest.raises(NoteForAnotherMeeting):
        must_not_speak_of_another(
            "has the honour to refer to the Twenty-First\nMeeting of the States Parties", this, [this, other]
        )
    must_not_speak_of_another("Twenty-First Meeting ... APMBC-22MSP", this, [this, other])
    must_not_speak_of_another("", this, [this, other])


def test_what_a_note_changes_is_told_before_it_is_taken() -> None:
    before = (a_head(), a_head("Old Hand"))
    after = (a_head(title="Minister"), a_head("New Hand"))
    changes = difference(before, after)

    assert (changes.added, changes.gone) == (("New Hand",), ("Old Hand",))
    assert [(one.full_name, one.fields) for one in changes.changed] == [("Ichikawa Tomiko", ("title",))]
    assert difference(before, before).is_none


async def test_a_note_is_acknowledged_once_and_the_focal_point_is_mailed(world: World[RegistrationUnit]) -> None:
    world.keep(a_delegation(focal_point=FocalPoint(name="Naoko", email="naoko@jpn.example")))
    await world.run(notify_delegation, a_note())
    await world.run(acknowledge_note, AcknowledgeNote(note_id="not_1"))

    (mail,) = world.mails
    assert (mail.to, "It names 2 people" in mail.text) == ("naoko@jpn.example", True)
    with pytest.raises(NoteAcknowledged):
        await world.run(acknowledge_note, AcknowledgeNote(note_id="not_1"))


async def test_a_note_entered_for_the_wrong_delegation_moves_with_its_names(world: World[RegistrationUnit]) -> None:
    await world.run(notify_delegation, a_note())
    world.clock.move(days=1)
    await world.run(notify_delegation, a_note(reference="NV/9", names=[{"full_name": "Ana Díaz", "role": "head"}]))
    await world.run(move_note, MoveNote(note_id="not_2", delegation_id=PERU_ID, reason="Letter from Lima"))

    assert [one.full_name for one in delegation(world).names] == ["Ichikawa Tomiko", "José Müller"]
    assert [one.full_name for one in delegation(world, PERU_ID).names] == ["Ana Díaz"]
    assert (note(world, "not_2").delegation, note(world, "not_2").moved_from) == ("Peru", "Japan")
    told = [one for one in world.told(DelegationNotified) if isinstance(one, DelegationNotified)]
    assert [(one.name, one.named) for one in told] == [("Japan", 2), ("Japan", 1), ("Japan", 2), ("Peru", 1)]


async def test_only_the_note_in_force_can_be_moved(world: World[RegistrationUnit]) -> None:
    await world.run(notify_delegation, a_note())
    await world.run(notify_delegation, a_note(reference="NV/9"))

    with pytest.raises(NotTheLatestNote):
        await world.run(move_note, MoveNote(note_id="not_1", delegation_id=PERU_ID, reason="Wrong"))


async def test_a_moved_note_keeps_the_instant_at_which_it_came_in(world: World[RegistrationUnit]) -> None:
    """R8: what was late stays late, what was in time stays in time."""
    world.keep(a_participant())
    await world.run(notify_delegation, a_note())
    came_in = note(world).received_at
    world.clock.now += timedelta(days=30)
    await world.run(move_note, MoveNote(note_id="not_1", delegation_id=PERU_ID, reason="Wrong"))

    assert (note(world).received_at, delegation(world, PERU_ID).notes[-1].late) == (came_in, False)
    assert (delegation(world).notes, delegation(world).notified_at) == ((), None)
