"""The press: who receives releases, who speaks for a principal, and who got or read what."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from services.media.domain.refusals import AlreadySubscribed, NoSuchSubscription
from services.media.domain.release import Release, Status
from shared.contracts.media import Language, Principal
from shared.values import Aggregate, Instant

MAILING_SIZE = 100
"""Recipients whose mails and ledger rows are written in one unit."""


class Subscription(StrEnum):
    """Whether a journalist wants our mails: only after they said so from their own mailbox."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    UNSUBSCRIBED = "unsubscribed"


class Journalist(Aggregate):
    """A journalist on the list; `letter_key` stands only in mails to them and proves that they read that mailbox."""

    journalist_id: str
    name: str
    email: str
    outlet: str = ""
    language: Language = "en"
    embargo_access: bool = False
    subscription: Subscription = Subscription.PENDING
    letter_key: str
    changed_at: Instant


class Representative(Aggregate):
    """The person who clears texts for a principal; `principal` is the id, for there is one at a time."""

    principal: Principal
    name: str
    email: str
    title: str = ""
    language: Language = "en"


class Mailing(Aggregate):
    """A share of those who were on the list when an edition went out, mailed in one unit at `due_at`."""

    mailing_id: str
    release_id: str
    text_version: int
    journalist_ids: tuple[str, ...]
    due_at: Instant
    mailed_at: Instant | None = None


class Delivery(Aggregate):
    """The ledger row of one recipient, one edition and one channel; its id is the mail's key, so it is sent once."""

    delivery_id: str
    release_id: str
    text_version: int
    journalist_id: str
    name: str
    outlet: str
    email: str
    channel: str = "email"
    queued_at: Instant


class EmbargoReading(Aggregate):
    """One journalist's access to a text before its instant (P3)."""

    reading_id: str
    release_id: str
    text_version: int
    journalist_id: str
    name: str
    outlet: str
    read_at: Instant


def ask_again(journalist: Journalist, *, letter_key: str, now: datetime) -> Journalist:
    """Return someone who left the list and comes back, under a new key; refuse those who are on it."""
    if journalist.subscription is not Subscription.UNSUBSCRIBED:
        raise AlreadySubscribed("This address is on the list already.", field="email")
    return journalist.next(subscription=Subscription.PENDING, letter_key=letter_key, changed_at=now)


def confirm(journalist: Journalist, now: datetime) -> Journalist:
    """Return the journalist as confirmed; nothing changes the second time, and nobody comes back by an old link."""
    if journalist.subscription is Subscription.CONFIRMED:
        return journalist
    if journalist.subscription is Subscription.UNSUBSCRIBED:
        raise NoSuchSubscription("This subscription was ended.")
    return journalist.next(subscription=Subscription.CONFIRMED, changed_at=now)


def unsubscribe(journalist: Journalist, now: datetime) -> Journalist:
    """Return the journalist as unsubscribed, without access to embargoed texts; nothing changes the second time."""
    if journalist.subscription is Subscription.UNSUBSCRIBED:
        return journalist
    return journalist.next(subscription=Subscription.UNSUBSCRIBED, embargo_access=False, changed_at=now)


def may_read_early(journalist: Journalist, release: Release, *, now: datetime) -> bool:
    """Tell whether a text may be shown to this journalist now, before its instant (P3)."""
    trusted = journalist.subscription is Subscription.CONFIRMED and journalist.embargo_access
    waiting = release.status is Status.SCHEDULED and release.embargo_until is not None and now < release.embargo_until
    return trusted and waiting


def mailing_id(release_id: str, text_version: int, *, number: int) -> str:
    """Return the id of the `number`-th mailing of an edition; without dots, for it names a schedule on the bus."""
    return f"{release_id}-{text_version}-{number:04d}"


def mailings(release_id: str, text_version: int, recipients: Sequence[str], *, now: datetime) -> list[Mailing]:
    """Return the mailings of an edition to these recipients, at least one, each due at once."""
    shares = [recipients[n : n + MAILING_SIZE] for n in range(0, len(recipients), MAILING_SIZE)] or [()]
    return [
        Mailing(
            mailing_id=mailing_id(release_id, text_version, number=number),
            release_id=release_id,
            text_version=text_version,
            journalist_ids=tuple(share),
            due_at=now,
            version=1,
        )
        for number, share in enumerate(shares)
    ]


def delivery(mailing: Mailing, journalist: Journalist, *, now: datetime) -> Delivery:
    """Return the ledger row of one recipient of a mailing."""
    return Delivery(
        delivery_id=f"{mailing.release_id}.{mailing.text_version}.{journalist.journalist_id}",
        release_id=mailing.release_id,
        text_version=mailing.text_version,
        journalist_id=journalist.journalist_id,
        name=journalist.name,
        outlet=journalist.outlet,
        email=journalist.email,
        queued_at=now,
        version=1,
    )
