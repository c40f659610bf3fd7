"""A person whom registration erased is on no list of media; each delivered twice."""

from services.media.commands import MailAccredited
from services.media.domain.accredited import Accreditation
from services.media.domain.press import Journalist, Subscription, delivery, mailings
from services.media.handlers.accredited import keep_accreditation, mail_accredited
from services.media.handlers.forgetting import forget_person
from services.media.ports import MediaUnit
from shared.contracts.registration import Category, DelegateRole, MediaAccredited, ParticipantErased
from tests.erasures import marked
from tests.fakes import World
from tests.media.builders import MEETING, NOW, a_journalist

ADDRESS = "reporter1@press.example"


async def erased(world: World[MediaUnit]) -> None:
    told = ParticipantErased(
        version=4,
        participant_id="par_1",
        meeting_id=MEETING,
        delegation_id="del_1",
        delegation="Le Temps",
        category=Category.OTHER_ORGANISATION,
        full_name="[erased]",
        role=DelegateRole.MEDIA,
    )
    for _ in range(2):
        await world.run(forget_person, marked(told, world, name="Reporter 1", address="Reporter1@press.example"))


async def test_who_is_erased_gets_no_release_and_the_ledger_names_nobody(world: World[MediaUnit]) -> None:
    (mailing,) = mailings("rel_1", 1, ["jou_1"], now=NOW)
    world.keep(a_journalist(), a_journalist(2), delivery(mailing, a_journalist(), now=NOW))
    await erased(world)
    left = world.state("journalists", "jou_1")

    assert isinstance(left, Journalist)
    assert (left.subscription, left.email) == (Subscription.UNSUBSCRIBED, "jou_1@erased.invalid")
    assert left.version == 2
    assert world.state("journalists", "jou_2") == a_journalist(2)
    assert "reporter1" not in repr(world.backend.rows).casefold()


async def test_the_accredited_are_one_less_and_older_news_bring_no_name_back(world: World[MediaUnit]) -> None:
    told = MediaAccredited(
        version=3,
        media_application_id="med_1",
        meeting_id=MEETING,
        full_name="Reporter One",
        outlet="Le Temps",
        email=ADDRESS,
        language="fr",
        valid_from=NOW.date(),
        valid_to=NOW.date(),
    )
    await world.run(keep_accreditation, told)
    await world.run(
        keep_accreditation, told.model_copy(update={"media_application_id": "med_2", "email": "b@c.example"})
    )
    await world.run(mail_accredited, MailAccredited(meeting_id=MEETING, subject="Hours", text="The desk opens at 8."))
    await erased(world)
    await world.run(keep_accreditation, told)
    left = world.state("accreditations", "med_1")

    assert isinstance(left, Accreditation)
    assert (left.full_name, left.email, left.active) == ("[erased]", "", False)
    assert [mail.to for mail in world.mails] == ["-@erased.invalid", "b@c.example"]
