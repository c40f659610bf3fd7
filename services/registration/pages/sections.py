"""The pages of the desk as every one of them names the others: what officers reach from anywhere in registration."""

from dataclasses import dataclass

from services.registration.domain import Meeting
from shared.pages import msg
from shared.who import Role, Who


@dataclass(frozen=True)
class Section:
    """One page of the desk: its address behind that of the meeting, and its name."""

    path: str
    label: str


SECTIONS = (
    Section("", msg("Desk")),
    Section("/review", msg("Review")),
    Section("/participants", msg("Participants")),
    Section("/delegations", msg("Delegations")),
    Section("/reconcile", msg("Reconciliation")),
    Section("/seats", msg("Seats")),
    Section("/form", msg("Form")),
    Section("/follow-ups", msg("Follow-ups")),
    Section("/changes", msg("Changes")),
    Section("/notes", msg("Notes")),
    Section("/credentials", msg("Credentials")),
    Section("/imports", msg("Import")),
    Section("/badges", msg("Badges")),
    Section("/accreditation", msg("Press")),
    Section("/lists", msg("Lists of participants")),
    Section("/letters", msg("Letters")),
    Section("/figures", msg("Figures")),
    Section("/doors", msg("Doors")),
    Section("/messages", msg("Messages")),
    Section("/observers", msg("Observers")),
    Section("/privacy", msg("Personal data")),
    Section("/plan", msg("The meeting")),
)

READ_ALL = (Role.REGISTRATION_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Link:
    """A page of the desk as a link; `current` where the reader stands."""

    href: str
    label: str
    current: bool


def sections_of(meeting: Meeting, who: Who | None, *, here: str) -> tuple[Link, ...]:
    """Return the pages of the desk for those who work there; for others there are none."""
    if who is None or not any(who.has(role) for role in READ_ALL):
        return ()
    at = f"/registration/meetings/{meeting.address}"
    longest = max((one.path for one in SECTIONS if here.lower().startswith(at + one.path)), key=len, default=None)
    return tuple(Link(at + one.path, one.label, one.path == longest) for one in SECTIONS)
