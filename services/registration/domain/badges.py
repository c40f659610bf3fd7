"""A badge: approved with its holder, printed, handed over, lost, issued again, withdrawn (domain 2.4)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self

from services.registration.domain.access import Access
from services.registration.domain.names import name_key
from services.registration.domain.refusals import AlreadyWithdrawn
from shared.contracts.registration import BadgeCategory, BadgeLoss, BadgeRevoked
from shared.errors import AlreadyTaken, Refused
from shared.values import Aggregate, Value


class BadgeState(StrEnum):
    """How far a badge has come; issued again it is approved once more, under the next serial number."""

    NOT_NEEDED = "not_needed"
    REQUESTED = "requested"
    APPROVED = "approved"
    READY = "ready"
    COLLECTED = "collected"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


class HolderKind(StrEnum):
    """Who wears badges."""

    PARTICIPANT = "participant"
    ACCOMPANYING = "accompanying"
    MEDIA = "media"
    STAFF = "staff"


ON_PAPER = frozenset({BadgeState.READY, BadgeState.COLLECTED, BadgeState.LOST})
ADMITTED = frozenset({BadgeState.NOT_NEEDED, BadgeState.APPROVED, BadgeState.READY, BadgeState.COLLECTED})
TO_PRINT = frozenset({BadgeState.APPROVED, BadgeState.READY})


class BadgeExists(AlreadyTaken):
    """This holder has a badge already."""

    next_step = "Open the badge this person has."


class BadgeOutOfOrder(Refused):
    """The badge is not in the state this step starts from."""

    status = 409
    next_step = "Load the page again: it shows where the badge stands and what can be done with it."


class BadgeOutdated(Refused):
    """What is printed on the badge no longer holds."""

    next_step = "Issue it again and print it: the old one is then refused."


class IdentityNotChecked(Refused):
    """A badge is handed over against a photo identity document only (domain 2.4)."""

    next_step = "Look at the photo identity document, then tick that you have seen it."


class Holder(Value):
    """Who is to wear a badge, and what is printed on it."""

    holder_id: str
    kind: HolderKind = HolderKind.PARTICIPANT
    meeting_id: str
    delegation_id: str = ""
    delegation: str = ""
    name: str
    other_name: str = ""
    role: str = ""
    function: str = ""
    category: BadgeCategory
    standing: bool = False
    """Has a badge of the building already (domain 2.1): none is printed."""


PRINTED = ("delegation", "name", "other_name", "role", "function", "category")
"""What of a holder is printed: a change of these makes the paper wrong."""


class Badge(Aggregate):
    """The badge of one holder at one meeting; each reissue has the next serial number, and older ones are refused."""

    badge_id: str
    meeting_id: str
    holder_id: str
    holder_kind: HolderKind
    delegation_id: str = ""
    delegation: str = ""
    name: str
    name_key: str
    other_name: str = ""
    role: str = ""
    function: str = ""
    category: BadgeCategory
    zones: tuple[str, ...] = ()
    valid_from: date
    valid_to: date
    serial: int = 1
    state: BadgeState
    live: bool = True
    outdated: bool = False
    """What is printed on the paper no longer holds; it has to be issued again."""
    state_before: BadgeState | None = None
    reason: str = ""
    changed_at: datetime
    printed_at: datetime | None = None
    collected_at: datetime | None = None
    reissued_at: datetime | None = None

    @property
    def on_paper(self) -> bool:
        """Tell whether this serial number was printed."""
        return self.state in ON_PAPER

    def approve(self, *, at: datetime) -> Self:
        """Let a requested badge be printed."""
        self._must_be(BadgeState.REQUESTED)
        return self.next(state=BadgeState.APPROVED, changed_at=at)

    @property
    def printable(self) -> bool:
        """Tell whether it may be put on paper: approved, or printed and not handed over."""
        return self.state in TO_PRINT

    def must_be_printable(self) -> None:
        """Refuse to put on paper what is not approved, lost or withdrawn."""
        self._must_be(*TO_PRINT)

    def print(self, *, at: datetime) -> Self:
        """Record that it lies printed at the desk; printed again it stays the same badge."""
        self._must_be(*TO_PRINT)
        return self.next(state=BadgeState.READY, outdated=False, printed_at=at, changed_at=at)

    def collect(self, *, identity_checked: bool, at: datetime) -> Self:
        """Hand it over to a holder whose photo identity document was seen (domain 2.4)."""
        self._must_be(BadgeState.READY)
        if self.outdated:
            raise BadgeOutdated("What is printed on this badge has changed since.")
        if not identity_checked:
            raise IdentityNotChecked("The photo identity document was not checked.", field="identity_checked")
        return self.next(state=BadgeState.COLLECTED, collected_at=at, changed_at=at)

    def take_back(self, *, at: datetime) -> Self:
        """Undo a handing over: the badge lies at the desk again."""
        self._must_be(BadgeState.COLLECTED)
        return self.next(state=BadgeState.READY, collected_at=None, changed_at=at)

    def lose(self, reason: str, *, at: datetime) -> tuple[Self, BadgeRevoked]:
        """Record that it is lost: it opens no door from now on."""
        self._must_be(BadgeState.READY, BadgeState.COLLECTED)
        lost = self.next(state=BadgeState.LOST, state_before=self.state, reason=reason, changed_at=at)
        return lost, _revoked(lost, BadgeLoss.LOST)

    def recover(self, *, at: datetime) -> Self:
        """Undo a loss while no other was issued: the badge was found."""
        self._must_be(BadgeState.LOST)
        return self.next(state=self.state_before or BadgeState.READY, state_before=None, reason="", changed_at=at)

    def reissue(self, reason: str, *, at: datetime) -> tuple[Self, BadgeRevoked]:
        """Approve the next serial number; those before are refused everywhere."""
        self._must_be(*ON_PAPER)
        fact = _revoked(self.next(), BadgeLoss.REPLACED)
        return self._again(at, reason=reason), fact

    def withdraw(self, reason: str, *, at: datetime) -> tuple[Self, BadgeRevoked]:
        """Take it back for good, with its holder; it opens no door from now on."""
        if not self.live:
            raise AlreadyWithdrawn("This badge was withdrawn.", field="badge_id")
        withdrawn = self.next(
            state=BadgeState.WITHDRAWN, live=False, state_before=self.state, reason=reason, changed_at=at
        )
        return withdrawn, _revoked(withdrawn, BadgeLoss.WITHDRAWN)

    def reinstate(self, *, at: datetime) -> Self:
        """Undo a withdrawal; what was printed before stays refused, for nobody knows where it is."""
        self._must_be(BadgeState.WITHDRAWN)
        before = self.state_before or BadgeState.APPROVED
        if before in ON_PAPER:
            return self._again(at)
        return self.next(state=before, live=True, state_before=None, reason="", changed_at=at)

    def follow(self, holder: Holder, access: Access, *, at: datetime) -> Self | None:
        """Return the badge as its holder and the plan of access say now, or None where nothing changed.

        On paper already it is outdated. Its serial number stays until it is issued again.
        """
        fresh = {**_written(holder, access), "state": self._needed(holder)}
        if all(getattr(self, name) == value for name, value in fresh.items()):
            return None
        visible = any(getattr(self, name) != fresh[name] for name in (*PRINTED, "zones", "valid_from", "valid_to"))
        outdated = self.outdated or (visible and self.on_paper)
        return self.next(**fresh, outdated=outdated, changed_at=at)

    def open(self, access: Access, *, at: datetime) -> Self | None:
        """Return the badge as the plan of access says now, or None where nothing changed."""
        if all(getattr(self, name) == value for name, value in access):
            return None
        return self.next(**dict(access), outdated=self.outdated or self.on_paper, changed_at=at)

    def _needed(self, holder: Holder) -> BadgeState:
        if holder.standing and self.state in {BadgeState.REQUESTED, BadgeState.APPROVED}:
            return BadgeState.NOT_NEEDED
        if not holder.standing and self.state is BadgeState.NOT_NEEDED:
            return BadgeState.APPROVED
        return self.state

    def _again(self, at: datetime, *, reason: str = "") -> Self:
        return self.next(
            state=BadgeState.APPROVED,
            live=True,
            serial=self.serial + 1,
            outdated=False,
            state_before=None,
            reason=reason,
            printed_at=None,
            collected_at=None,
            reissued_at=at,
            changed_at=at,
        )

    def _must_be(self, *states: BadgeState) -> None:
        if self.state not in states:
            raise BadgeOutOfOrder("The badge is not in the state this step starts from.", field="badge_id")


def issue(holder: Holder, access: Access, *, badge_id: str, at: datetime, approved: bool = True) -> Badge:
    """Return the first badge of a holder; holders of a standing badge need none."""
    waiting = BadgeState.APPROVED if approved else BadgeState.REQUESTED
    return Badge(
        badge_id=badge_id,
        meeting_id=holder.meeting_id,
        holder_id=holder.holder_id,
        holder_kind=holder.kind,
        state=BadgeState.NOT_NEEDED if holder.standing else waiting,
        changed_at=at,
        version=1,
        **_written(holder, access),
    )


def _written(holder: Holder, access: Access) -> dict[str, object]:
    printed = {name: getattr(holder, name) for name in ("delegation_id", *PRINTED)}
    return {**printed, "name_key": name_key(holder.name), **dict(access)}


def _revoked(badge: Badge, because: BadgeLoss) -> BadgeRevoked:
    return BadgeRevoked(
        badge_id=badge.badge_id,
        meeting_id=badge.meeting_id,
        serial=badge.serial,
        because=because,
        version=badge.version,
    )
