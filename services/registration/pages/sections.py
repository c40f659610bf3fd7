"""The pages of the desk as every one of them names the others: what officers reach from anywhere in registration."""

from dataclasses import dataclass

from services.registration.domain import Meeting
from shared.pages import msg
from shared.who import Role, Who


@dataclass(frozen=True)
class Section:
    """One page of the desk: its address behind that of the meeting, its name, and where the pages below it begin."""

    path: str
    label: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Pages of the desk for one kind of work; the link of the group leads to the first of them."""

    label: str
    sections: tuple[Section, ...]


GROUPS = (
    Group(msg("Desk"), (Section("", msg("Desk")),)),
    Group(
        msg("People"),
        (
            Section("/participants", msg("Participants"), ("/registration/participants/",)),
            Section("/review", msg("Review"), ("/decisions",)),
            Section("/changes", msg("Changes"), ("/registration/changes/",)),
            Section("/reconcile", msg("Reconciliation"), ("/duplicates", "/registration/duplicates/")),
            Section("/imports", msg("Import")),
            Section("/accreditation", msg("Press"), ("/registration/accreditation/",)),
            Section("/privacy", msg("Personal data")),
        ),
    ),
    Group(
        msg("Delegations"),
        (
            Section("/delegations", msg("Delegations"), ("/registration/delegations/",)),
            Section("/notes", msg("Notes"), ("/registration/notes/",)),
            Section("/credentials", msg("Credentials")),
            Section("/seats", msg("Seats")),
            Section("/observers", msg("Observers"), ("/registration/observers/",)),
        ),
    ),
    Group(
        msg("Papers"),
        (
            Section("/badges", msg("Badges"), ("/access", "/registration/badges/", "/registration/badge-batches/")),
            Section("/lists", msg("Lists of participants")),
            Section("/letters", msg("Letters")),
            Section("/figures", msg("Figures")),
        ),
    ),
    Group(
        msg("Doors"),
        (Section("/doors", msg("Doors"), ("/registration/door-alerts/", "/registration/devices/")),),
    ),
    Group(
        msg("Meeting"),
        (
            Section("/plan", msg("The meeting"), ("/mission-rules", "/programme")),
            Section("/form", msg("Form"), ("/registration/forms/",)),
            Section("/follow-ups", msg("Follow-ups"), ("/registration/follow-ups/",)),
            Section("/messages", msg("Messages"), ("/registration/mailings/",)),
        ),
    ),
)

READ_ALL = (Role.REGISTRATION_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Link:
    """A page of the desk as a link; `current` where the reader stands; a group has its `pages`."""

    href: str
    label: str
    current: bool
    pages: tuple["Link", ...] = ()


def sections_of(meeting: Meeting, who: Who | None, *, here: str) -> tuple[Link, ...]:
    """Return the pages of the desk, grouped, for those who work there; for others there are none."""
    if who is None or not any(who.has(role) for role in READ_ALL):
        return ()
    at = f"/registration/meetings/{meeting.address}"
    current = _where(at, here.lower().rstrip("/"))
    return tuple(_group(one, at, current) for one in GROUPS)


def _group(group: Group, at: str, current: Section | None) -> Link:
    pages = tuple(Link(at + one.path, one.label, one is current) for one in group.sections)
    return Link(pages[0].href, group.label, any(one.current for one in pages), pages if len(pages) > 1 else ())


def _where(at: str, here: str) -> Section | None:
    """Return the section whose address, or that of the pages below it, is the longest beginning of `here`."""
    begins = {
        start if start.startswith("/registration/") else at + start: one
        for group in GROUPS
        for one in group.sections
        for start in (one.path, *one.below)
    }
    found = [start for start in begins if here.startswith(start) and (start != at or here == at)]
    return begins[max(found, key=len)] if found else None
