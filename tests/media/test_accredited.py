"""The accredited press at media: kept as registration tells it, delivered twice or late, and written to once each."""

from datetime import date

import pytest

from services.media.commands import MailAccredited
from services.media.domain.accredited import Accreditation, NobodyAccredited
from services.media.handlers.accredited import keep_accreditation, mail_accredited
from services.media.ports import MediaUnit
from shared.contracts.registration import MediaAccreditationRevoked, MediaAccredited
from tests.fakes import World
from tests.media.builders import MEETING


def accredited(id: str = "med_1", version: int = 3, **changes: object) -> MediaAccredited:
    fields: dict[str, object] = {
        "version": version,
        "media_application_id": id,
        "meeting_id": MEETING,
        "full_name": "Nadia Haddad",
        "outlet": "Agence Presse Ouest",
        "email": f"{id}@apo.example",
        "language": "fr",
        "valid_from": date(2025, 12, 1),
        "valid_to": date(2025, 12, 3),
    }
    return MediaAccredited.model_validate(fields | changes)


def revoked(id: str = "med_1", version: int = 4) -> MediaAccreditationRevoked:
    return MediaAccreditationRevoked(version=version, media_application_id=id, meeting_id=MEETING)


def kept(world: World[MediaUnit], id: str = "med_1") -> Accreditation:
    found = world.state("accreditations", id)
    assert isinstance(found, Accreditation)
    return found


async def test_who_is_accredited_is_kept_once(world: World[MediaUnit]) -> None:
    for _ in range(2):
        await world.run(keep_accreditation, accredited())

    assert (kept(world).full_name, kept(world).language, kept(world).active) == ("Nadia Haddad", "fr", True)


async def test_who_lost_the_accreditation_is_listed_no_more(world: World[MediaUnit]) -> None:
    await world.run(keep_accreditation, accredited())
    for _ in range(2):
        await world.run(keep_accreditation, revoked())

    assert (kept(world).active, kept(world).full_name) == (False, "Nadia Haddad")


async def test_news_in_the_wrong_order_leave_it_revoked(world: World[MediaUnit]) -> None:
    await world.run(keep_accreditation, revoked())
    await world.run(keep_accreditation, accredited())

    assert not kept(world).active


async def test_everyone_accredited_is_written_to_once(world: World[MediaUnit]) -> None:
    for event in (accredited("med_1"), accredited("med_2"), accredited("med_3"), revoked("med_3")):
        await world.run(keep_accreditation, event)
    sent = await world.run(mail_accredited, MailAccredited(meeting_id=MEETING, subject="Photo call", text="At nine."))

    assert (sent.recipients, [mail.to for mail in world.mails]) == (2, ["med_1@apo.example", "med_2@apo.example"])


async def test_without_anybody_accredited_nothing_is_written(world: World[MediaUnit]) -> None:
    with pytest.raises(NobodyAccredited):
        await world.run(mail_accredited, MailAccredited(meeting_id=MEETING, subject="Photo call", text="At nine."))
