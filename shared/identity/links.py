"""Mailed single-use sign-in links for those who are invited: focal points, participants, nominees, hosts, press."""

import hashlib
from datetime import datetime, timedelta
from typing import Protocol

from pydantic import Field

from shared.errors import Refused
from shared.kept import Kept, Unique
from shared.mail import Mail
from shared.messages import Command
from shared.pages.languages import Speech, msg
from shared.pages.wording import Wording
from shared.stored import Stored
from shared.unit import Work
from shared.values import Aggregate, Instant, Text, Value
from shared.who import Grant, Who

INVITATION_LIFETIME = timedelta(days=14)
REQUEST_LIFETIME = timedelta(hours=1)
REQUEST_PAUSE = timedelta(minutes=2)
"""A new link is mailed to the same person no sooner after the last one."""

SUBJECT = msg("Your sign-in link")
TEXT = msg(
    "Dear %(name)s,\n\nthis link signs you in once, until %(until)s (UTC):\n\n%(link)s\n\n"
    "If you did not expect this mail, you can ignore it.\n"
)

_EMAIL = r"^[^@\s]+@[^@\s]+$"


class LinkExpired(Refused):
    """The sign-in link is too old, was taken back, or never was one."""

    status = 410
    next_step = "Ask for a new sign-in link."


class LinkUnknown(LinkExpired):
    """There never was such a link; who asks reads what the owner of an old one reads."""


class LinkUsed(Refused):
    """The sign-in link was used before; `person` is its owner, who may be signed in still."""

    status = 410
    next_step = "Ask for a new sign-in link."

    def __init__(self, reason: str, *, person: "Invited") -> None:
        super().__init__(reason)
        self.person = person


class Invited(Value):
    """A person to be let in by a mailed link, and where they arrive.

    `prefix` is the path of the service that invites (`/sponsorship`), `start` the page they see first; `meeting_id`
    puts the code of the meeting into the subject of our mails.
    """

    subject: str
    name: Text
    email: str = Field(pattern=_EMAIL, max_length=320)
    grants: tuple[Grant, ...]
    prefix: str
    start: str
    language: str = "en"
    meeting_id: str | None = None

    @property
    def about(self) -> str:
        """What a subject ends with: the code of the meeting, for people are invited to several."""
        return f" · {self.meeting_id.removeprefix('mtg_').upper()}" if self.meeting_id else ""

    @property
    def who(self) -> Who:
        """Who this person is once signed in."""
        grants = frozenset(self.grants)
        return Who(subject=self.subject, name=self.name, email=self.email, grants=grants, language=self.language)


class SignInLink(Aggregate):
    """One link to one person; `token_hash` is the SHA-256 of its token, which itself is kept nowhere.

    `address` is the mail address in lower case, by which a person who asks for another link is found.
    """

    link_id: str
    token_hash: str
    person: Invited
    subject: str
    address: str
    issued_at: Instant
    expires_at: Instant
    used_at: Instant | None = None
    revoked_at: Instant | None = None


LINKS = Kept(
    name="links",
    type=SignInLink,
    key="link_id",
    collection="_sign_in_links",
    unique=(Unique(("token_hash",)),),
    indexes=(("address",), ("subject",)),
)
"""How sign-in links are kept: part of every service's KEPT."""


class UseSignInLink(Command):
    """Someone presses the button behind a link; the token stays out of commands, for commands are recorded."""

    token_hash: str


class RequestSignInLink(Command):
    """Someone asks for a new link by mail address."""

    email: str = Field(pattern=_EMAIL, max_length=320)


class LinksUnit(Work, Protocol):
    """The unit of a service that lets people in by links."""

    @property
    def links(self) -> Stored[SignInLink]:
        """The sign-in links this service mailed."""


def issue(person: Invited, token: str, *, link_id: str, now: datetime, lifetime: timedelta) -> SignInLink:
    """Return a new link for `person` that `token` opens."""
    return issue_hashed(person, hash_of(token), link_id=link_id, now=now, lifetime=lifetime)


def issue_hashed(person: Invited, token_hash: str, *, link_id: str, now: datetime, lifetime: timedelta) -> SignInLink:
    """Return a new link whose token is known to the one who asks alone: shown once on a screen, not mailed."""
    return SignInLink(
        version=1,
        link_id=link_id,
        token_hash=token_hash,
        person=person,
        subject=person.subject,
        address=person.email.lower(),
        issued_at=now,
        expires_at=now + lifetime,
    )


def use(link: SignInLink, now: datetime) -> SignInLink:
    """Return the link as used; raises LinkUsed or LinkExpired."""
    if link.used_at is not None:
        raise LinkUsed("This sign-in link was used already.", person=link.person)
    if link.revoked_at is not None or now >= link.expires_at:
        raise LinkExpired("This sign-in link is no longer valid.")
    return link.next(used_at=now)


def due_again(links: list[SignInLink], now: datetime) -> list[Invited]:
    """Return who among the owners of these links gets a new one: each person as last invited, and not too soon."""
    newest: dict[str, SignInLink] = {}
    for link in sorted(links, key=lambda link: link.issued_at):
        newest[link.subject] = link
    return [
        link.person for link in newest.values() if link.revoked_at is None and now - link.issued_at >= REQUEST_PAUSE
    ]


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


async def invite(
    person: Invited,
    unit: LinksUnit,
    *,
    subject: str = SUBJECT,
    text: str = TEXT,
    lifetime: timedelta = INVITATION_LIFETIME,
    **values: object,
) -> SignInLink:
    """Make a link for `person` and queue the mail that carries it; called from within other handlers.

    `subject` and `text` are message ids, said in the person's language; `text` uses %(name)s, %(until)s, %(link)s and
    what else is given as `values`, %(until)s among them: by the clock of a venue, say.
    """
    token = unit.new_id("key") + unit.new_id("key").removeprefix("key_")
    link = issue(person, token, link_id=unit.new_id("lnk"), now=unit.now, lifetime=lifetime)
    await unit.links.save(link)
    speech = Speech(person.language)
    until = Wording(speech, lambda: unit.now).bare_time(link.expires_at)
    known = {"name": person.name, "until": until, "link": f"plenary:{person.prefix}/link/{token}", **values}
    unit.mail(
        Mail(
            key=link.link_id,
            to=person.email,
            subject=speech.say(subject) + person.about,
            text=speech.say(text, **known),
            about=link.link_id,
        )
    )
    return link


async def use_sign_in_link(command: UseSignInLink, unit: LinksUnit) -> SignInLink:
    """Consume a link and return it, with whom it lets in."""
    link = await unit.links.one(token_hash=command.token_hash)
    if link is None:
        raise LinkUnknown("This sign-in link is no longer valid.")
    used = use(link, unit.now)
    await unit.links.save(used)
    return used


async def request_sign_in_link(command: RequestSignInLink, unit: LinksUnit) -> None:
    """Mail a new link to everyone known under this address; say nothing about whether there is anyone."""
    links = await unit.links.all(address=command.email.lower())
    for person in due_again(links, unit.now):
        await invite(person, unit, lifetime=REQUEST_LIFETIME)


async def revoke_links(subject: str, unit: LinksUnit) -> list[SignInLink]:
    """Take back the links of someone who is no longer let in: sessions end, and they cannot ask for new ones either.

    Return those that were taken back now.
    """
    held = [link for link in await unit.links.all(subject=subject) if link.revoked_at is None]
    revoked = [link.next(revoked_at=unit.now) for link in held]
    for link in revoked:
        await unit.links.save(link)
    return revoked


async def close_links(subject: str, unit: LinksUnit) -> None:
    """Take back the links nobody has used yet; who came in by another one stays in."""
    for link in await unit.links.all(subject=subject):
        if link.used_at is None and link.revoked_at is None:
            await unit.links.save(link.next(revoked_at=unit.now))


async def erase_links(subject: str, unit: LinksUnit, *, meeting_id: str | None = None) -> None:
    """Take back the links of someone (at one meeting), and name and address in them: nobody can ask for a new one."""
    for link in await unit.links.all(subject=subject):
        if meeting_id and link.person.meeting_id != meeting_id:
            continue
        person = link.person.model_copy(update={"name": "-", "email": "-@erased.invalid"})
        await unit.links.save(link.next(person=person, address=person.email, revoked_at=link.revoked_at or unit.now))
