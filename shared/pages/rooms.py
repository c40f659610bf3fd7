"""The rooms of the house as the navigation shows them: one for each service that tells something."""

from dataclasses import dataclass
from functools import lru_cache
from pkgutil import iter_modules

import shared.contracts
from shared.pages.languages import msg
from shared.who import SCOPED, Role, Who

_WORDS = {
    "registration": (msg("Desk"), msg("Registration")),
    "sponsorship": (msg("Money"), msg("Sponsorship")),
    "side_events": (msg("Grid"), msg("Side events")),
    "media": (msg("Newsroom"), msg("Press")),
}

_GUESTS = {
    Role.FOCAL_POINT: ("registration", "sponsorship"),
    Role.PARTICIPANT: ("registration",),
    Role.PRESS_APPLICANT: ("registration",),
    Role.NOMINEE: ("sponsorship",),
    Role.HOST: ("side_events",),
    Role.JOURNALIST: ("media",),
}


@dataclass(frozen=True, slots=True)
class Room:
    """One service as people meet it: `word` for staff, `subject` for guests; both are message ids."""

    service: str
    word: str
    subject: str

    @property
    def prefix(self) -> str:
        """The path under which every address of the service lies."""
        return "/" + self.service.replace("_", "-")


@lru_cache
def rooms() -> tuple[Room, ...]:
    """Return a room for each contract there is, the four known ones first; a fifth gets its own name."""
    told = sorted(module.name for module in iter_modules(shared.contracts.__path__))
    ordered = [name for name in _WORDS if name in told] + [name for name in told if name not in _WORDS]
    return tuple(Room(name, *_WORDS.get(name, (_title(name), _title(name)))) for name in ordered)


def _title(service: str) -> str:
    return service.replace("_", " ").capitalize()


def is_staff(who: Who | None) -> bool:
    """Tell whether somebody holds a role for everything; a principal let in by a link holds it for one text."""
    return who is not None and any(grant.role not in SCOPED and grant.scope is None for grant in who.grants)


def rooms_of(who: Who | None) -> tuple[tuple[Room, str], ...]:
    """Return the rooms somebody sees in the navigation, each with the word for it."""
    if who is None:
        return ()
    if is_staff(who):
        return tuple((room, room.word) for room in rooms())
    mine = {service for grant in who.grants for service in _GUESTS.get(grant.role, ())}
    return tuple((room, room.subject) for room in rooms() if room.service in mine)
