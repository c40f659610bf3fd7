"""Going out: schedule, publish, withdraw, and the mails to the press, each exactly once."""

import asyncio

from services.media.commands import MailRecipients, PublishRelease, ScheduleRelease, WithdrawRelease
from services.media.domain import press, publishing
from services.media.domain.release import Edition, Release, Status
from services.media.handlers.answers import ReleaseStands, stands
from services.media.handlers.letters import release_mail
from services.media.ports import MediaUnit
from shared.contracts.media import ReleasePublished
from shared.errors import NotDueYet


async def schedule_release(command: ScheduleRelease, unit: MediaUnit) -> ReleaseStands:
    """Let a cleared release go out by itself at an instant, later or earlier than before."""
    release = await unit.releases.get(command.release_id)
    release = publishing.schedule(release, command.embargo_until, zone=command.zone, now=unit.now)
    await unit.releases.save(release)
    return stands(release)


async def publish_release(command: PublishRelease, unit: MediaUnit) -> ReleaseStands:
    """Let a release go out, asked by a person or by the clock.

    The clock may ask twice, early, or for an instant that was moved: the state decides, never the message (P4).
    """
    release = await unit.releases.get(command.release_id)
    if command.due_at and not _is_due(release, command, unit):
        return stands(release)
    published, fact = publishing.publish(release, unit.now)
    await unit.releases.save(published)
    unit.tell(fact)
    return stands(published)


async def withdraw_release(command: WithdrawRelease, unit: MediaUnit) -> ReleaseStands:
    """Withdraw a release; mails of it that are not queued yet are not sent any more."""
    release = await unit.releases.get(command.release_id)
    withdrawn, fact = publishing.withdraw(release, reason=command.reason, now=unit.now)
    await unit.releases.save(withdrawn)
    unit.tell(fact)
    return stands(withdrawn)


async def distribute_release(event: ReleasePublished, unit: MediaUnit) -> None:
    """Fix who gets this edition: everyone confirmed on the list now, in shares that are mailed one by one.

    The shares' ids follow from the edition, so an edition is distributed once however often this is heard.
    """
    if await unit.mailings.find(press.mailing_id(event.release_id, event.text_version, number=0)):
        return
    confirmed = await unit.journalists.all(subscription=press.Subscription.CONFIRMED)
    recipients = [journalist.journalist_id for journalist in confirmed]
    for mailing in press.mailings(event.release_id, event.text_version, recipients, now=unit.now):
        await unit.mailings.save(mailing)


async def mail_recipients(command: MailRecipients, unit: MediaUnit) -> None:
    """Write the ledger rows and queue the mails of one share, unless that was done or the release was withdrawn."""
    mailing = await unit.mailings.get(command.mailing_id)
    if mailing.mailed_at:
        return
    await unit.mailings.save(mailing.next(mailed_at=unit.now))
    release = await unit.releases.get(mailing.release_id)
    edition = release.edition(mailing.text_version)
    if edition and release.status is not Status.WITHDRAWN:
        await _mail(mailing, release, edition=edition, unit=unit)


async def _mail(mailing: press.Mailing, release: Release, *, edition: Edition, unit: MediaUnit) -> None:
    journalists = await asyncio.gather(*(unit.journalists.get(id) for id in mailing.journalist_ids))
    for journalist in journalists:
        if journalist.subscription is press.Subscription.CONFIRMED:
            row = press.delivery(mailing, journalist, now=unit.now)
            await unit.deliveries.save(row)
            unit.mail(release_mail(release, edition, row, journalist))


def _is_due(release: Release, command: PublishRelease, unit: MediaUnit) -> bool:
    if release.status is not Status.SCHEDULED or release.embargo_until is None:
        return False
    if unit.now >= release.embargo_until:
        return True
    if release.embargo_until == command.due_at:
        raise NotDueYet
    return False
