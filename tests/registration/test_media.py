"""Accreditation of the press: its rules, and what each command leaves, tells and mails (domain 5.3)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.registration.commands.media import (
    AccreditApplicant,
    AddMediaDocument,
    ApplyForAccreditation,
    CheckMediaDocument,
    PurgeMediaDocuments,
    ReadMediaDocument,
    RefuseAccreditation,
    ReopenApplication,
    RevokeAccreditation,
    SetMediaRules,
)
from services.registration.domain.badges import Badge
from services.registration.domain.media import MediaApplication, MediaStatus
from services.registration.domain.media_refusals import (
    ApplicationTooLate,
    DaysOutsideMeeting,
    DocumentsMissing,
    NotAtThisStep,
)
from services.registration.domain.review_refusals import ReasonMissing
from services.registration.handlers.media import (
    accredit_applicant,
    add_media_document,
    apply_for_accreditation,
    check_media_document,
    purge_media_documents,
    read_media_document,
    refuse_accreditation,
    reopen_application,
    revoke_accreditation,
    set_media_rules,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import MediaAccreditationRevoked, MediaAccredited
from shared.errors import NotAllowed, NotDueYet
from shared.files import FileState, StoredFile
from shared.who import NOBODY, Grant, Role, Who
from tests.fakes import World
from tests.registration.builders import MEETING_ID, OFFICER, a_meeting

APPLICANT = Who(
    subject="press:med_1", name="Nadia", grants=frozenset({Grant(role=Role.PRESS_APPLICANT, scope="med_1")})
)
LAST_MOMENT = datetime(2025, 11, 29, 7, 0, tzinfo=UTC)
"""48 hours before the gate opens on 1 December at 8:00 in Geneva."""

DOCUMENTS = ("letter_of_assignment", "press_card", "passport")


def an_application(**changes: object) -> ApplyForAccreditation:
    fields: dict[str, object] = {
        "meeting_id": MEETING_ID,
        "full_name": "Nadia Haddad",
        "email": "nadia@apo.example",
        "outlet": "Agence Presse Ouest",
        "days": ["2025-12-01", "2025-12-03"],
    }
    return ApplyForAccreditation.model_validate(fields | changes)


def a_file(file_id: str) -> StoredFile:
    return StoredFile(
        file_id=file_id,
        owner="med_1",
        purpose="press",
        name="scan.pdf",
        media_type="application/pdf",
        size=3,
        sha256="x",
        content_key="key",
        kept_at=LAST_MOMENT,
        version=1,
    )


@pytest.fixture
async def world() -> World[RegistrationUnit]:
    """The meeting is open and nobody of the press has applied."""
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting())
    return world


def hers(world: World[RegistrationUnit]) -> MediaApplication:
    found = world.state("media_applications", "med_1")
    assert isinstance(found, MediaApplication)
    return found


async def checked(world: World[RegistrationUnit]) -> None:
    """Take an application whose documents were all seen."""
    await world.run(apply_for_accreditation, an_application())
    for kind in DOCUMENTS:
        check = CheckMediaDocument.model_validate({"media_application_id": "med_1", "kind": kind})
        await world.run(check_media_document, check)


async def test_an_application_comes_until_48_hours_before_the_gate_opens(world: World[RegistrationUnit]) -> None:
    world.clock.now = LAST_MOMENT
    await world.run(apply_for_accreditation, an_application(), NOBODY)
    world.clock.move(seconds=1)
    with pytest.raises(ApplicationTooLate) as refused:
        await world.run(apply_for_accreditation, an_application(email="late@apo.example"), NOBODY)
    assert "Sat 29 Nov 2025, 08:00 (Europe/Zurich)" in refused.value.next_step

    entered = await world.run(apply_for_accreditation, an_application(email="desk@apo.example"), OFFICER)
    assert entered.late


async def test_each_meeting_sets_its_own_hours(world: World[RegistrationUnit]) -> None:
    await world.run(set_media_rules, SetMediaRules(meeting_id=MEETING_ID, hours_before=72))
    world.clock.now = LAST_MOMENT - timedelta(hours=1)
    with pytest.raises(ApplicationTooLate):
        await world.run(apply_for_accreditation, an_application(), NOBODY)


async def test_days_are_those_of_the_meeting(world: World[RegistrationUnit]) -> None:
    await world.run(apply_for_accreditation, an_application(days=[]))
    assert len(hers(world).days) == 5
    with pytest.raises(DaysOutsideMeeting):
        await world.run(apply_for_accreditation, an_application(days=["2025-12-06"]))


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({}, DOCUMENTS),
        ({"kind": "service_provider"}, ("broadcaster_letter", "passport")),
        ({"press_badge": "UNOG-1234"}, ()),
    ],
)
async def test_the_checklist_follows_from_who_applies(
    world: World[RegistrationUnit], changes: dict[str, object], asked: tuple[str, ...]
) -> None:
    """A holder of a valid UNOG press badge needs nothing more; service providers bring a broadcaster's letter."""
    await world.run(apply_for_accreditation, an_application(**changes))

    assert tuple(one.kind.value for one in hers(world).documents) == asked


async def test_nothing_is_granted_before_every_document_is_in_order(world: World[RegistrationUnit]) -> None:
    await world.run(apply_for_accreditation, an_application())
    with pytest.raises(DocumentsMissing):
        await world.run(accredit_applicant, AccreditApplicant(media_application_id="med_1"))
    wrong = {"media_application_id": "med_1", "kind": "press_card", "accepted": False, "remark": "It has expired."}
    await world.run(check_media_document, CheckMediaDocument.model_validate(wrong))

    assert "It has expired." in world.mails[-1].text


async def test_who_is_accredited_is_told_with_the_days_and_gets_a_badge(world: World[RegistrationUnit]) -> None:
    await checked(world)
    await world.run(accredit_applicant, AccreditApplicant(media_application_id="med_1"))

    (told,) = world.told(MediaAccredited)
    assert told.model_dump(include={"full_name", "valid_from", "valid_to"}) == {
        "full_name": "Nadia Haddad",
        "valid_from": date(2025, 12, 1),
        "valid_to": date(2025, 12, 3),
    }
    badge = world.state("badges", "bdg_1")
    assert isinstance(badge, Badge)
    assert (badge.holder_id, badge.live) == ("med_1", True)
    assert world.mails[-1].subject == "You are accredited · APMBC-22MSP"


async def test_a_revoked_accreditation_is_told_and_the_badge_stops_working(world: World[RegistrationUnit]) -> None:
    await checked(world)
    await world.run(accredit_applicant, AccreditApplicant(media_application_id="med_1"))
    with pytest.raises(ReasonMissing):
        await world.run(revoke_accreditation, RevokeAccreditation(media_application_id="med_1", reason=""))
    await world.run(revoke_accreditation, RevokeAccreditation(media_application_id="med_1", reason="Pass lent"))

    badge = world.state("badges", "bdg_1")
    assert isinstance(badge, Badge)
    assert (hers(world).status, badge.live, len(world.told(MediaAccreditationRevoked))) == (
        MediaStatus.REVOKED,
        False,
        1,
    )


async def test_a_refusal_says_why_and_can_be_taken_back(world: World[RegistrationUnit]) -> None:
    await world.run(apply_for_accreditation, an_application())
    refusal = RefuseAccreditation(media_application_id="med_1", reason="No letter of assignment")
    await world.run(refuse_accreditation, refusal)
    assert "No letter of assignment" in world.mails[-1].text
    with pytest.raises(NotAtThisStep):
        await world.run(refuse_accreditation, refusal)

    await world.run(reopen_application, ReopenApplication(media_application_id="med_1"))
    assert (hers(world).status, hers(world).active) == (MediaStatus.APPLIED, True)


async def test_an_applicant_sends_a_document_again_and_the_first_one_is_gone(world: World[RegistrationUnit]) -> None:
    await world.run(apply_for_accreditation, an_application())
    world.keep(a_file("fil_1"), a_file("fil_2"))
    for file_id in ("fil_1", "fil_2"):
        sent = {"media_application_id": "med_1", "kind": "passport", "file_id": file_id}
        await world.run(add_media_document, AddMediaDocument.model_validate(sent), APPLICANT)

    states = [world.state("files", one).model_dump()["state"] for one in ("fil_1", "fil_2")]
    assert states == [FileState.DROPPED, FileState.ATTACHED]
    with pytest.raises(NotAllowed):
        await world.run(add_media_document, AddMediaDocument.model_validate(sent), Who(subject="x", name="X"))


async def test_a_passport_is_opened_by_its_owner_and_by_the_role_for_personal_data_alone(
    world: World[RegistrationUnit],
) -> None:
    await world.run(apply_for_accreditation, an_application())
    world.keep(a_file("fil_1"))
    sent = {"media_application_id": "med_1", "kind": "passport", "file_id": "fil_1"}
    await world.run(add_media_document, AddMediaDocument.model_validate(sent), APPLICANT)
    read = ReadMediaDocument.model_validate({"media_application_id": "med_1", "kind": "passport"})

    with pytest.raises(NotAllowed):
        await world.run(read_media_document, read, OFFICER)
    trusted = OFFICER.model_copy(update={"grants": OFFICER.grants | {Grant(role=Role.PERSONAL_DATA_OFFICER)}})
    assert [await world.run(read_media_document, read, who) for who in (trusted, APPLICANT)] == ["fil_1"] * 2


async def test_documents_are_dropped_a_month_after_the_meeting_once(world: World[RegistrationUnit]) -> None:
    await world.run(apply_for_accreditation, an_application())
    world.keep(a_file("fil_1"))
    sent = {"media_application_id": "med_1", "kind": "passport", "file_id": "fil_1"}
    await world.run(add_media_document, AddMediaDocument.model_validate(sent), APPLICANT)
    due = PurgeMediaDocuments(media_application_id="med_1", due_at=hers(world).documents_until)
    with pytest.raises(NotDueYet):
        await world.run(purge_media_documents, due)
    world.clock.now = hers(world).documents_until
    for _ in range(2):
        await world.run(purge_media_documents, due, message_id="due_1")

    assert world.state("files", "fil_1").model_dump()["state"] is FileState.DROPPED
    assert {one.file_id for one in hers(world).documents} == {None}
    assert hers(world).purged_at == world.clock.now
