"""No place of registration is forgotten when a person is erased, and none is added without being named (R9)."""

from collections.abc import Iterator
from typing import get_args

import pytest
from pydantic import BaseModel

from services.registration.commands.privacy import EraseParticipant
from services.registration.domain.badge_batches import BadgeBatch
from services.registration.domain.imports.batch import ImportPage
from services.registration.domain.mailings.mailing import Recipient
from services.registration.domain.media import MediaApplication, MediaStatus
from services.registration.handlers.erasing.places import PLACES, Stays
from services.registration.handlers.privacy import erase_participant
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import MediaAccreditationRevoked, ParticipantErased
from shared.erasure import is_addressed, is_named
from shared.files import FileState
from shared.mail import Mail
from shared.records import Origin
from shared.unit import Unit
from shared.web import House
from tests.fakes import World
from tests.registration.builders import MEETING_ID, OFFICER, a_delegation, a_meeting, a_participant
from tests.registration.erasing_builders import ADDRESS, NAME, TRACES, recipient
from tests.registration.personal_builders import a_kept_file

SWEPT = {name for name, what in PLACES.items() if not isinstance(what, Stays)}
SAYS_WHO = {"full_name", "email", "name_key", "delegate", "contact_email", "needs", "passport_number"}
THE_STATES_WORDS = {"delegations", "note_records"}
"""What a note verbale named stays named as the State wrote it; its addresses go."""


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world: World[RegistrationUnit] = World("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation(), a_participant(active=False), *TRACES.values())
    world.keep(a_kept_file("fil_8", state=FileState.ATTACHED), a_kept_file("fil_9", state=FileState.ATTACHED))
    return world


async def erased(world: World[RegistrationUnit]) -> None:
    await world.run(erase_participant, EraseParticipant(participant_id="par_0"))


def test_every_place_says_what_is_done_there() -> None:
    assert set(PLACES) == {one.name for one in KEPT}


def test_every_swept_place_is_tried() -> None:
    assert set(TRACES) == SWEPT


@pytest.mark.parametrize(
    "place", [one for one in KEPT if PLACES.get(one.name) is Stays.NOBODY], ids=lambda one: one.name
)
def test_a_place_that_is_left_alone_has_no_field_that_says_who(place: object) -> None:
    kept = next(one for one in KEPT if one is place)

    assert SAYS_WHO & set(fields_of(kept.type)) == set()


def fields_of(annotation: object) -> Iterator[str]:
    """Return the names of the fields of a model and of what lies in it."""
    for part in get_args(annotation):
        yield from fields_of(part)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            yield name
            yield from fields_of(field.annotation)


@pytest.mark.parametrize("name", sorted(SWEPT))
async def test_a_place_names_them_no_more(world: World[RegistrationUnit], name: str) -> None:
    await erased(world)
    kept = next(one for one in KEPT if one.name == name)
    left = repr(world.backend.rows[kept.place]).casefold()

    assert ADDRESS not in left
    assert name in THE_STATES_WORDS or "tomiko" not in left


async def test_files_go_with_what_they_belong_to(world: World[RegistrationUnit]) -> None:
    await erased(world)
    batch, application = world.state("badge_batches", "bat_1"), world.state("media_applications", "med_1")

    assert isinstance(batch, BadgeBatch)
    assert isinstance(application, MediaApplication)
    assert (batch.file_id, application.documents[0].file_id) == (None, None)
    assert [world.backend.rows["_files"][id].body["content_key"] for id in ("fil_8", "fil_9")] == ["", ""]


async def test_other_rows_of_an_import_stay_and_hers_are_never_taken(world: World[RegistrationUnit]) -> None:
    await erased(world)
    page = world.state("import_pages", "imp_1.0")

    assert isinstance(page, ImportPage)
    assert [(row.cells.full_name, row.verdict) for row in page.rows] == [
        ("", "unchanged"),
        ("", "unchanged"),
        ("Abe Kenji", "unread"),
    ]


async def test_mails_to_them_keep_no_words(world: World[RegistrationUnit]) -> None:
    for number, to in enumerate((ADDRESS, "else@mission.example")):
        world.backend.mails[str(number)] = Mail(key=str(number), to=to, subject="To you", text=f"Dear {to}")
    await erased(world)

    assert [(mail.to, mail.text) for mail in world.mails] == [
        ("-@erased.invalid", ""),
        ("else@mission.example", "Dear else@mission.example"),
    ]


async def test_who_writes_to_the_same_address_for_a_delegation_stays(world: World[RegistrationUnit]) -> None:
    world.keep(recipient(recipient_id="r_2", focal_point=True))
    await erased(world)
    row = world.state("recipients", "r_2")

    assert isinstance(row, Recipient)
    assert row.email == ADDRESS


async def test_an_accreditation_under_the_same_address_is_revoked_where_media_keeps_it(
    world: World[RegistrationUnit],
) -> None:
    application = TRACES["media_applications"].model_copy(update={"status": MediaStatus.APPROVED})
    world.keep(application)
    await erased(world)
    (told,) = world.told(MediaAccreditationRevoked)

    assert told.model_dump() == {"version": 2, "media_application_id": "med_1", "meeting_id": MEETING_ID}


async def test_the_fact_finds_copies_by_marks_and_tells_neither_name_nor_address(
    world: World[RegistrationUnit],
) -> None:
    await erased(world)
    (told,) = world.told(ParticipantErased)
    unit = Unit({}, now=world.clock.now, who=OFFICER, ids=world.ids, pepper=b"")

    assert isinstance(told, ParticipantErased)
    assert (is_named(told, "TOMIKO, Ichikawa", unit), is_addressed(told, ADDRESS.title(), unit)) == (True, True)
    assert not is_named(told, "Abe Kenji", unit)
    assert NAME.casefold() not in told.model_dump_json().casefold()


async def test_registrations_given_up_for_theirs_are_erased_with_it(world: World[RegistrationUnit]) -> None:
    world.keep(a_participant(participant_id="par_7", active=False, merged_into="par_0", email="old@mission.example"))
    await erased(world)

    assert [one.model_dump()["participant_id"] for one in world.told(ParticipantErased)] == ["par_0", "par_7"]
    assert "tomiko" not in repr(world.backend.rows["participants"]).casefold()


@pytest.mark.real
async def test_on_a_real_database_it_is_written_whole(house: House[RegistrationUnit]) -> None:
    async def put(command: EraseParticipant, unit: RegistrationUnit) -> None:
        for name, trace in TRACES.items():
            await getattr(unit, name).save(trace)
        for other in (a_kept_file("fil_8", state=FileState.ATTACHED), a_kept_file("fil_9", state=FileState.ATTACHED)):
            await unit.files.save(other)
        await unit.meetings.save(a_meeting())
        await unit.participants.save(a_participant(active=False))
        unit.mail(Mail(key="erased_1", to=ADDRESS, subject="To you", text="Dear Tomiko"))

    command = EraseParticipant(participant_id="par_0")
    for handler in (put, erase_participant):
        await house.units.run(handler, command, Origin(who=OFFICER))

    left = {}
    for kept in KEPT:
        if kept.name in SWEPT - THE_STATES_WORDS:
            id = TRACES[kept.name].model_dump()[kept.key]
            left[kept.name] = await house.database[kept.place].find_one({"_id": id}, {"_outbox": 0})
    mail = await house.database["_mails"].find_one({"_id": "erased_1"})
    assert [name for name, found in left.items() if found is None or "tomiko" in repr(found).casefold()] == []
    assert mail
    assert (mail["to"], mail["text"]) == ("-@erased.invalid", "")
