"""Personal data: given piece by piece, read by few, removed when asked, when due, and for good (R9)."""

import json
from datetime import date
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registration.commands.personal import (
    AddPersonalDocument,
    ExportPersonalData,
    PersonalNow,
    ReadPersonalDocument,
    ReadPersonalFile,
    RecordPhoto,
    RemovePersonalData,
    RemovePersonalDocument,
)
from services.registration.domain.personal import (
    BirthDateImpossible,
    CountryUnknown,
    PassportIncomplete,
    PersonalAccess,
    PersonalData,
    PersonalFile,
    RemovedBecause,
)
from services.registration.handlers.personal import (
    add_personal_document,
    export_personal_data,
    may_record,
    read_personal_document,
    read_personal_file,
    record_personal_data,
    record_photo,
    remove_personal_data,
    remove_personal_document,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration.privacy import DocumentKind, PersonalKind
from shared.errors import NotAllowed, NotFound
from shared.files import FileState, StoredFile
from shared.who import NOBODY, Grant, Role, Who
from tests.fakes import World
from tests.registration.builders import JAPAN_ID, MEETING_ID, OFFICER, a_delegation, a_meeting, a_participant
from tests.registration.personal_builders import (
    AT,
    READER,
    SOMEBODY_ELSE,
    TODAY,
    TOMIKO,
    a_document,
    a_kept_file,
    a_personal_file,
    a_recording,
    some_data,
)

FOCAL_POINT = Who(subject="fp", name="Mission", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=JAPAN_ID)}))
OTHER_MISSION = Who(subject="fp2", name="Other", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope="del_x")}))
AUDITOR = Who(subject="staff:aud", name="Aud", grants=frozenset({Grant(role=Role.AUDITOR)}))


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world: World[RegistrationUnit] = World("registration", KEPT, who=TOMIKO)
    world.keep(a_meeting(), a_delegation(), a_participant())
    return world


def the_file(world: World[RegistrationUnit]) -> PersonalFile:
    return cast(PersonalFile, world.state("personal_files", "par_0"))


def kept_file(world: World[RegistrationUnit], file_id: str = "fil_1") -> StoredFile:
    return cast(StoredFile, world.state("files", file_id))


OF_THE_PASSPORT_AND_PHONE = (
    PersonalKind.PASSPORT,
    PersonalKind.BIRTH_DATE,
    PersonalKind.NATIONALITY,
    PersonalKind.PHONE,
)


def test_what_is_not_given_stays_as_it_was() -> None:
    known = a_personal_file().record(PersonalData(nationality="CHE"), today=TODAY)

    assert (known.passport_number, known.nationality, known.birth_date) == ("TK1234567", "CHE", date(1971, 3, 14))
    assert known.held == OF_THE_PASSPORT_AND_PHONE


@pytest.mark.parametrize(
    ("wrong", "refusal", "field"),
    [
        ({"birth_date": TODAY}, BirthDateImpossible, "birth_date"),
        ({"birth_date": date(1899, 12, 31)}, BirthDateImpossible, "birth_date"),
        ({"passport_country": None}, PassportIncomplete, "passport_country"),
        ({"passport_number": None}, PassportIncomplete, "passport_number"),
        ({"nationality": "XXX"}, CountryUnknown, "nationality"),
        ({"passport_country": "ZZZ"}, CountryUnknown, "passport_country"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    wrong: dict[str, object], refusal: type[Exception], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        PersonalFile(participant_id="par_0", meeting_id=MEETING_ID).record(some_data(**wrong), today=TODAY)
    assert getattr(refused.value, "field", None) == field
    assert "TK1234567" not in str(refused.value)


def test_a_passport_that_ends_before_the_meeting_is_noticed() -> None:
    known = a_personal_file(passport_expires_on=date(2025, 12, 4))
    assert (known.expires_before(date(2025, 12, 5)), known.expires_before(date(2025, 12, 4))) == (True, False)


def test_a_new_photo_takes_the_place_of_the_old_one_and_says_which_file_is_not_needed() -> None:
    first, nothing = a_personal_file().with_photo("fil_1", at=AT)
    second, old = first.with_photo("fil_2", at=AT)

    assert (nothing, old, second.photo_file_id) == ([], ["fil_1"], "fil_2")
    assert [(one.kind, one.because) for one in second.removed] == [(PersonalKind.PHOTO, RemovedBecause.REPLACED)]


def test_a_document_for_a_field_of_the_form_replaces_the_one_before() -> None:
    known, _ = a_personal_file().with_document(a_document("fil_1", field_id="visa"), at=AT)
    known, _ = known.with_document(a_document("fil_2"), at=AT)
    known, gone = known.with_document(a_document("fil_3", field_id="visa"), at=AT)

    assert ([one.file_id for one in known.documents], gone) == (["fil_2", "fil_3"], ["fil_1"])


@given(st.sets(st.sampled_from(list(PersonalKind))))
def test_what_is_removed_is_gone_and_nothing_else(kinds: set[PersonalKind]) -> None:
    known, _ = a_personal_file().with_photo("fil_1", at=AT)
    known, _ = known.with_document(a_document("fil_2"), at=AT)
    left, files = known.without(frozenset(kinds), RemovedBecause.RETENTION, at=AT)
    again, nothing = left.without(frozenset(kinds), RemovedBecause.RETENTION, at=AT)

    assert set(left.held) == set(PersonalKind) - kinds
    assert set(files) == {
        name for kind, name in {PersonalKind.PHOTO: "fil_1", PersonalKind.DOCUMENTS: "fil_2"}.items() if kind in kinds
    }
    assert {one.kind for one in left.removed} == kinds
    assert again is left
    assert nothing == []


async def test_a_person_records_their_own_and_the_answer_says_only_of_which_kinds(
    world: World[RegistrationUnit],
) -> None:
    now = await world.run(record_personal_data, a_recording())

    assert now == PersonalNow(participant_id="par_0", held=OF_THE_PASSPORT_AND_PHONE)
    assert the_file(world).passport_number == "TK1234567"


async def test_nothing_of_it_is_told_or_written_beside_it(world: World[RegistrationUnit]) -> None:
    await world.run(record_personal_data, a_recording())
    riding = [
        one.model_dump(mode="json") for change in world.backend.written for one in (*change.outbox, *change.trail)
    ]

    assert riding
    assert "TK1234567" not in json.dumps(riding)
    assert "1971" not in json.dumps(riding)


@pytest.mark.parametrize(("who", "may"), [(TOMIKO, True), (FOCAL_POINT, True), (OFFICER, True), (READER, True)])
async def test_who_may_record(world: World[RegistrationUnit], who: Who, may: bool) -> None:
    assert may_record(who, a_participant()) is may
    await world.run(record_personal_data, a_recording(), who=who)


@pytest.mark.parametrize("who", [SOMEBODY_ELSE, OTHER_MISSION, AUDITOR, NOBODY])
async def test_nobody_else_records(world: World[RegistrationUnit], who: Who) -> None:
    with pytest.raises(NotAllowed):
        await world.run(record_personal_data, a_recording(), who=who)


@pytest.mark.parametrize("who", [OFFICER, FOCAL_POINT, SOMEBODY_ELSE, AUDITOR, NOBODY])
async def test_who_may_record_may_not_read(world: World[RegistrationUnit], who: Who) -> None:
    world.keep(a_personal_file())
    one = {"participant_id": "par_0"}
    with pytest.raises(NotAllowed):
        await world.run(read_personal_file, ReadPersonalFile(**one), who=who)
    with pytest.raises(NotAllowed):
        await world.run(export_personal_data, ExportPersonalData(**one), who=who)
    with pytest.raises(NotAllowed):
        await world.run(read_personal_document, ReadPersonalDocument(**one, file_id="fil_1"), who=who)


async def test_every_reading_stands_in_the_persons_record(world: World[RegistrationUnit]) -> None:
    world.keep(a_personal_file())
    for who in (READER, TOMIKO):
        seen = await world.run(read_personal_file, ReadPersonalFile(participant_id="par_0"), who=who)
        assert seen.passport_number == "TK1234567"

    trail = [one for change in world.backend.written for one in change.trail]
    assert [(one.command, one.who) for one in trail] == [
        ("ReadPersonalFile", "staff:eva"),
        ("ReadPersonalFile", "participant:par_0"),
    ]
    assert [one.objects[0][:2] for one in trail] == [("personal_accesses", "par_0")] * 2
    assert cast(PersonalAccess, world.state("personal_accesses", "par_0")).times == 2


async def test_a_document_is_read_only_where_it_belongs(world: World[RegistrationUnit]) -> None:
    known, _ = a_personal_file().with_document(a_document("fil_1"), at=AT)
    world.keep(known)
    await world.run(read_personal_document, ReadPersonalDocument(participant_id="par_0", file_id="fil_1"), who=READER)
    with pytest.raises(NotFound):
        await world.run(
            read_personal_document, ReadPersonalDocument(participant_id="par_0", file_id="fil_2"), who=READER
        )


async def test_a_photo_and_documents_are_attached_with_the_file_and_dropped_with_it(
    world: World[RegistrationUnit],
) -> None:
    world.keep(a_kept_file("fil_1"), a_kept_file("fil_2"), a_kept_file("fil_3", owner="par_9"))
    await world.run(record_photo, RecordPhoto(participant_id="par_0", file_id="fil_1"))
    added = AddPersonalDocument(participant_id="par_0", file_id="fil_2", kind=DocumentKind.VISA)
    await world.run(add_personal_document, added)
    with pytest.raises(NotFound):
        await world.run(record_photo, RecordPhoto(participant_id="par_0", file_id="fil_3"))
    attached = [kept_file(world, one).state for one in ("fil_1", "fil_2")]
    await world.run(remove_personal_document, RemovePersonalDocument(participant_id="par_0", file_id="fil_2"))
    for _ in range(2):
        await world.run(remove_personal_data, RemovePersonalData(participant_id="par_0", kind=PersonalKind.PHOTO))

    assert attached == [FileState.ATTACHED] * 2
    assert [kept_file(world, one).content_key for one in ("fil_1", "fil_2")] == ["", ""]
    assert the_file(world).held == ()
