"""The list of journalists: who is on it, who confirmed, who left, who reads early."""

from datetime import timedelta

from services.media.commands import AddJournalist, ConfirmSubscription, ReadUnderEmbargo, Subscribe, Unsubscribe
from services.media.domain import press
from services.media.domain.press import EmbargoReading, Journalist, Subscription
from services.media.domain.refusals import NoSuchSubscription, NotForYou
from services.media.handlers.answers import EmbargoedText, JournalistStands
from services.media.handlers.letters import PRESS_SUBJECT, PRESS_TEXT, confirmation
from services.media.ports import MediaUnit
from shared.identity.links import Invited, invite, revoke_links
from shared.who import Grant, Role

CONFIRMATION_PAUSE = timedelta(minutes=2)
"""Whoever asks again sooner gets no second mail."""


async def add_journalist(command: AddJournalist, unit: MediaUnit) -> JournalistStands:
    """Put a journalist on the list and ask them to confirm; one who left before is asked again."""
    known = await unit.journalists.one(email=command.email)
    key = unit.new_id("let")
    if known:
        asked = press.ask_again(known, letter_key=key, now=unit.now).model_copy(update=command.model_dump())
    else:
        asked = _new(command, unit, key)
    await unit.journalists.save(asked)
    unit.mail(confirmation(asked))
    return JournalistStands(journalist_id=asked.journalist_id, subscription=asked.subscription)


async def subscribe(command: Subscribe, unit: MediaUnit) -> None:
    """Ask whoever reads this mailbox to confirm; the answer says nothing about who is on the list already."""
    known = await unit.journalists.one(email=command.email)
    if known is None:
        asked = _new(command, unit, unit.new_id("let"))
    elif known.subscription is Subscription.CONFIRMED or unit.now - known.changed_at < CONFIRMATION_PAUSE:
        return
    elif known.subscription is Subscription.PENDING:
        asked = known.next(changed_at=unit.now)
    else:
        asked = press.ask_again(known, letter_key=unit.new_id("let"), now=unit.now)
    await unit.journalists.save(asked)
    unit.mail(confirmation(asked))


async def confirm_subscription(command: ConfirmSubscription, unit: MediaUnit) -> JournalistStands:
    """Confirm from one's own mailbox; the link to one's press page follows by mail."""
    journalist = await _by_key(command.letter_key, unit)
    confirmed = press.confirm(journalist, unit.now)
    if confirmed != journalist:
        await unit.journalists.save(confirmed)
        await invite(_invited(confirmed), unit, subject=PRESS_SUBJECT, text=PRESS_TEXT)
    return JournalistStands(journalist_id=confirmed.journalist_id, subscription=confirmed.subscription)


async def unsubscribe(command: Unsubscribe, unit: MediaUnit) -> JournalistStands:
    """Leave the list at once; sign-in links stop working."""
    journalist = await _by_key(command.letter_key, unit)
    left = press.unsubscribe(journalist, unit.now)
    if left != journalist:
        await unit.journalists.save(left)
        await revoke_links(_subject(left), unit)
    return JournalistStands(journalist_id=left.journalist_id, subscription=left.subscription)


async def read_under_embargo(command: ReadUnderEmbargo, unit: MediaUnit) -> EmbargoedText:
    """Show a scheduled text to a journalist with embargo access, on record (P3); nobody else learns of it."""
    release = await unit.releases.find(command.release_id)
    journalist = await unit.journalists.find(command.journalist_id)
    if not (release and journalist and unit.who.has(Role.JOURNALIST, journalist.journalist_id)):
        raise NotForYou("There is no such text.")
    if not (press.may_read_early(journalist, release, now=unit.now) and release.embargo_until):
        raise NotForYou("There is no such text.")
    reading = EmbargoReading(
        reading_id=unit.new_id("red"),
        release_id=release.release_id,
        text_version=release.text_version,
        journalist_id=journalist.journalist_id,
        name=journalist.name,
        outlet=journalist.outlet,
        read_at=unit.now,
        version=1,
    )
    await unit.embargo_readings.save(reading)
    return EmbargoedText(
        release_id=release.release_id,
        text_version=release.text_version,
        content=release.content,
        embargo_until=release.embargo_until,
        embargo_zone=release.embargo_zone,
    )


def _new(command: AddJournalist | Subscribe, unit: MediaUnit, key: str) -> Journalist:
    return Journalist(
        journalist_id=unit.new_id("jou"), letter_key=key, changed_at=unit.now, version=1, **command.model_dump()
    )


async def _by_key(letter_key: str, unit: MediaUnit) -> Journalist:
    journalist = await unit.journalists.one(letter_key=letter_key)
    if journalist is None:
        raise NoSuchSubscription("This link leads to no subscription any more.")
    return journalist


def _subject(journalist: Journalist) -> str:
    return f"journalist:{journalist.journalist_id}"


def _invited(journalist: Journalist) -> Invited:
    return Invited(
        subject=_subject(journalist),
        name=journalist.name,
        email=journalist.email,
        grants=(Grant(role=Role.JOURNALIST, scope=journalist.journalist_id),),
        prefix="/media",
        start="/media/me",
        language=journalist.language,
    )
