"""Mails to many: texts in six languages, audiences, each address once, reminders that move with their deadline."""

from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from services.registration.commands.mailings import (
    ContinueMailing,
    DraftMailing,
    EditMailing,
    PreviewMailing,
    ResendMail,
    SendMailing,
    SendReminder,
    SetReminder,
    StopMailing,
    StopReminder,
    TestMailing,
)
from services.registration.domain.delegations import FocalPoint
from services.registration.domain.mailings.audience import Audience, NobodyToWriteTo
from services.registration.domain.mailings.mailing import Mailing, MailingState, NotADraft, Recipient
from services.registration.domain.mailings.reminders import Reminder
from services.registration.domain.mailings.texts import (
    EnglishMissing,
    TextTwice,
    UnknownPlaceholder,
    sound,
    write,
)
from services.registration.handlers.mailings import (
    continue_mailing,
    draft_mailing,
    edit_mailing,
    preview_mailing,
    resend_mail,
    send_mailing,
    stop_mailing,
    test_mailing,
)
from services.registration.handlers.reminders import (
    follow_reminders_of,
    send_reminder,
    set_reminder,
    stop_reminder,
    tell_everyone_of_other_dates,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import DeadlineKind
from shared.contracts.registration.mailings import AudienceKind, MailText
from shared.messages import Command
from tests.fakes import World
from tests.registration.builders import (
    MEETING_ID,
    NOTIFICATION_DEADLINE,
    OFFICER,
    a_delegation,
    a_head,
    a_meeting,
    a_participant,
)

ENGLISH = MailText(language="en", subject="News for %(delegation)s", body="Dear %(name)s, 100% is ready.")
FRENCH = MailText(language="fr", subject="Nouvelles", body="Bonjour %(name)s, voici %(link)s")
ITO = FocalPoint(name="Ito Ken", email="ito@mission.example")


@pytest.fixture
def world() -> World[RegistrationUnit]:
    """A delegation with a focal point, one who speaks French and one who speaks English."""
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER.model_copy(update={"email": "ana@isu.example"}))
    world.keep(
        a_meeting(),
        a_delegation(focal_point=ITO),
        a_participant("Yui Sato", participant_id="par_1", email="yui@mission.example", language="fr"),
        a_participant("Ken Mori", participant_id="par_2", email="ken@mission.example"),
        a_participant("Gone Person", participant_id="par_3", email="gone@mission.example", active=False),
    )
    return world


def a_draft(**changes: object) -> DraftMailing:
    fields = {"meeting_id": MEETING_ID, "title": "News", "texts": (ENGLISH, FRENCH), **changes}
    return DraftMailing.model_validate(fields)


def the_mailing(world: World[RegistrationUnit], id: str = "mlg_1") -> Mailing:
    return cast(Mailing, world.state("mailings", id))


async def sent(world: World[RegistrationUnit], mailing_id: str = "mlg_1") -> None:
    """Let every piece fall due, each told twice."""
    while the_mailing(world, mailing_id).state is MailingState.SENDING:
        now = the_mailing(world, mailing_id)
        piece = ContinueMailing(mailing_id=mailing_id, phase=now.phase.value, behind=now.behind)
        for message_id in ("once", "twice"):
            await world.run(continue_mailing, piece, message_id=f"{now.version}:{message_id}")


def addresses(world: World[RegistrationUnit]) -> list[str]:
    return sorted(mail.to for mail in world.mails)


def test_a_text_says_what_is_known_and_keeps_a_lone_per_cent_sign() -> None:
    written = write((ENGLISH,), "ru", {"name": "Yui", "delegation": "Japan"})

    assert (written.subject, written.body) == ("News for Japan", "Dear Yui, 100% is ready.")


@pytest.mark.parametrize(
    ("texts", "refusal"),
    [
        ((FRENCH,), EnglishMissing),
        ((ENGLISH, ENGLISH), TextTwice),
        ((MailText(language="en", subject="A", body="%(passport)s"),), UnknownPlaceholder),
        ((MailText(language="en", subject="%(link)s", body="A"),), UnknownPlaceholder),
    ],
)
def test_a_text_that_cannot_be_sent_is_refused_before_anything_goes_out(
    texts: tuple[MailText, ...], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        sound(texts)


async def test_a_mailing_reaches_each_participant_once_in_their_language(world: World[RegistrationUnit]) -> None:
    await world.run(draft_mailing, a_draft())
    assert world.mails == []
    await world.run(send_mailing, SendMailing(mailing_id="mlg_1"))
    await sent(world)

    assert addresses(world) == ["ken@mission.example", "yui@mission.example"]
    french = next(mail for mail in world.mails if mail.to.startswith("yui"))
    assert french.subject == "Nouvelles"
    assert "plenary:/registration/link/" in french.text
    assert (the_mailing(world).state, the_mailing(world).queued) == (MailingState.SENT, 2)


async def test_an_address_that_falls_under_an_audience_twice_is_written_to_once(
    world: World[RegistrationUnit],
) -> None:
    world.keep(a_delegation(focal_point=FocalPoint(name="Yui Sato", email="yui@mission.example")))
    await world.run(draft_mailing, a_draft(audience={"kind": "everyone"}))
    await world.run(send_mailing, SendMailing(mailing_id="mlg_1"))
    await sent(world)

    assert addresses(world) == ["ken@mission.example", "yui@mission.example"]


async def test_a_preview_says_who_gets_what_and_sends_nothing(world: World[RegistrationUnit]) -> None:
    await world.run(draft_mailing, a_draft(texts=(ENGLISH,)))
    preview = await world.run(preview_mailing, PreviewMailing(mailing_id="mlg_1"))

    assert (preview.recipients, preview.by_language, preview.without_own_text) == (2, {"en": 1, "fr": 1}, ("fr",))
    assert [one.body for one in preview.samples] == ["Dear Ken Mori, 100% is ready.", "Dear Yui Sato, 100% is ready."]
    assert world.mails == []


async def test_a_test_goes_to_whoever_asks_alone(world: World[RegistrationUnit]) -> None:
    await world.run(draft_mailing, a_draft())
    await world.run(test_mailing, TestMailing(mailing_id="mlg_1", language="fr"))

    assert [(mail.to, mail.subject) for mail in world.mails] == [("ana@isu.example", "Nouvelles")]
    assert the_mailing(world).state is MailingState.DRAFT


async def test_a_mailing_to_nobody_is_refused(world: World[RegistrationUnit]) -> None:
    await world.run(draft_mailing, a_draft(audience={"kind": "participants", "languages": ["zh"]}))

    with pytest.raises(NobodyToWriteTo):
        await world.run(send_mailing, SendMailing(mailing_id="mlg_1"))


async def test_what_was_sent_is_not_edited(world: World[RegistrationUnit]) -> None:
    await world.run(draft_mailing, a_draft())
    await world.run(send_mailing, SendMailing(mailing_id="mlg_1"))

    with pytest.raises(NotADraft):
        await world.run(edit_mailing, EditMailing(mailing_id="mlg_1", title="Other", texts=(ENGLISH,)))


async def test_a_stopped_mailing_writes_to_nobody_else(world: World[RegistrationUnit]) -> None:
    await world.run(draft_mailing, a_draft())
    await world.run(send_mailing, SendMailing(mailing_id="mlg_1"))
    await world.run(stop_mailing, StopMailing(mailing_id="mlg_1"))
    await world.run(continue_mailing, ContinueMailing(mailing_id="mlg_1", phase="delegations", behind=""))

    assert (world.mails, the_mailing(world).state) == ([], MailingState.STOPPED)


async def test_one_recipient_is_mailed_again(world: World[RegistrationUnit]) -> None:
    await world.run(draft_mailing, a_draft(texts=(ENGLISH,)))
    await world.run(send_mailing, SendMailing(mailing_id="mlg_1"))
    await sent(world)
    (recipient,) = [id for id in world.backend.rows["recipients"] if "ken" in str(world.state("recipients", id))]
    await world.run(resend_mail, ResendMail(recipient_id=recipient))

    assert addresses(world).count("ken@mission.example") == 2
    assert len(cast(Recipient, world.state("recipients", recipient)).mail_keys) == 2


def test_who_is_named_and_has_not_registered_is_an_audience() -> None:
    """Domain 2.1: notified, not registered."""
    delegation = a_delegation(names=(a_head(email="tomiko@mission.example"), a_head("Abe Shin")))
    audience = Audience(kind=AudienceKind.NOT_REGISTERED)

    assert [one.name for one in audience.of_delegation(delegation)] == ["Ichikawa Tomiko"]
    assert audience.of_delegation(delegation, frozenset({"ichikawa tomiko"})) == []


def test_focal_points_without_a_note_are_an_audience() -> None:
    audience = Audience(kind=AudienceKind.NOT_NOTIFIED)

    assert [one.email for one in audience.of_delegation(a_delegation(focal_point=ITO))] == ["ito@mission.example"]
    assert audience.of_delegation(a_delegation()) == []


def a_reminder() -> SetReminder:
    return SetReminder.model_validate(
        {
            "meeting_id": MEETING_ID,
            "deadline": "notification",
            "days_before": 7,
            "texts": [{"language": "en", "subject": "A week left", "body": "Until %(deadline)s."}],
            "audience": {"kind": "not_notified"},
        }
    )


def the_reminder(world: World[RegistrationUnit]) -> Reminder:
    return cast(Reminder, world.state("reminders", REMINDER))


REMINDER = f"rem_{MEETING_ID}_notification_7"
A_WEEK_BEFORE = NOTIFICATION_DEADLINE - timedelta(days=7)


async def test_a_reminder_goes_out_before_its_deadline_once(world: World[RegistrationUnit]) -> None:
    await world.run(set_reminder, a_reminder())
    assert [at for _, at in world.scheduled()] == [A_WEEK_BEFORE]

    world.clock.now = A_WEEK_BEFORE
    for message_id in ("m1", "m1", "again"):
        await world.run(send_reminder, SendReminder(reminder_id=REMINDER), message_id=message_id)
    (mailing_id,) = world.backend.rows["mailings"]
    await sent(world, mailing_id)

    assert [(mail.to, mail.text) for mail in world.mails] == [
        ("ito@mission.example", "Until Fri 21 Nov 2025, 18:00 (Geneva).")
    ]


async def test_a_reminder_moves_with_its_deadline_and_is_sent_again_for_another(
    world: World[RegistrationUnit],
) -> None:
    await world.run(set_reminder, a_reminder())
    later = NOTIFICATION_DEADLINE + timedelta(days=30)
    moved = a_meeting(deadlines=({"kind": DeadlineKind.NOTIFICATION, "at": later},))

    async def reschedule(_: Command, unit: RegistrationUnit) -> None:
        await follow_reminders_of(moved, unit)

    await world.run(reschedule, a_reminder())

    assert the_reminder(world).at == later - timedelta(days=7)


@pytest.mark.parametrize("now", [A_WEEK_BEFORE - timedelta(minutes=1), NOTIFICATION_DEADLINE])
async def test_a_reminder_that_comes_too_early_or_too_late_does_nothing(
    world: World[RegistrationUnit], now: datetime
) -> None:
    await world.run(set_reminder, a_reminder())
    world.clock.now = now
    await world.run(send_reminder, SendReminder(reminder_id=REMINDER))

    assert "mailings" not in world.backend.rows


async def test_a_stopped_reminder_stays_silent(world: World[RegistrationUnit]) -> None:
    await world.run(set_reminder, a_reminder())
    await world.run(stop_reminder, StopReminder(reminder_id=REMINDER))
    world.clock.now = A_WEEK_BEFORE
    await world.run(send_reminder, SendReminder(reminder_id=REMINDER))

    assert "mailings" not in world.backend.rows


async def test_other_dates_are_told_to_everyone_in_their_language(world: World[RegistrationUnit]) -> None:
    """Section 8: a meeting moved by a second note verbale."""

    async def reschedule(_: Command, unit: RegistrationUnit) -> None:
        await tell_everyone_of_other_dates(a_meeting(opens_on=datetime(2026, 1, 12, tzinfo=UTC).date()), unit)

    await world.run(reschedule, a_reminder())
    (mailing_id,) = world.backend.rows["mailings"]
    await sent(world, mailing_id)

    assert addresses(world) == ["ito@mission.example", "ken@mission.example", "yui@mission.example"]
