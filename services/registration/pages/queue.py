"""What waits for the secretariat: whom to confirm, the two mismatches, who is expected, which credentials."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.registration.domain import Delegation, Meeting, Participant
from services.registration.ports import Expected, NotRegistered, Tracks
from shared.contracts.registration import CredentialsState, DeadlineKind
from shared.pages import State, Work, msg

AT_WORK = frozenset({CredentialsState.COPY_RECEIVED, CredentialsState.ORIGINAL_RECEIVED, CredentialsState.EXAMINED})


@dataclass(frozen=True)
class WorkList:
    """One list: its title, its first rows, how many there are in all, what to say when there are none."""

    title: str
    rows: Sequence[Work]
    total: int
    zero: str


@dataclass(frozen=True)
class Queue:
    """All lists, most urgent first, and the id of the person who comes first."""

    lists: Sequence[WorkList]
    first: str = ""

    @property
    def top(self) -> list[Work]:
        """Return the first rows of all lists."""
        return [row for one in self.lists for row in one.rows]


def queue_of(
    meeting: Meeting, tracks: Tracks, *, expected: list[Expected], delegations: list[Delegation], most: int
) -> Queue:
    """Return the work lists of a meeting with at most so many rows each."""
    desk = f"/registration/meetings/{meeting.address}"
    examined = [one for one in delegations if one.credentials.state in AT_WORK]
    unnamed = [one for one in delegations if not one.notes and one.focal_point]
    lists = (
        _list(msg("To confirm"), [_to_confirm(one, desk) for one in tracks.to_confirm], most),
        _list(msg("Registered, not notified"), [_unnotified(one, desk) for one in tracks.not_notified], most),
        _list(msg("Expected by sponsorship"), [_expected(one, meeting) for one in expected], most),
        _list(msg("Notified, not registered"), [_unregistered(one, meeting) for one in tracks.not_registered], most),
        _list(msg("Credentials to look at"), [_credentials(one) for one in examined], most),
        _list(msg("No note yet"), [_no_note(one, meeting) for one in unnamed], most),
    )
    first = next(iter(tracks.to_confirm), None) or next(iter(tracks.not_notified), None)
    return Queue(lists, first.participant_id if first else "")


def _list(title: str, rows: list[Work], most: int) -> WorkList:
    return WorkList(title, rows[:most], len(rows), msg("None. Everything is done here."))


def _to_confirm(one: Participant, desk: str) -> Work:
    return Work(
        title=one.full_name,
        detail=one.delegation,
        href=f"{desk}?person={one.participant_id}",
        action="Look and confirm",
        since=one.registered_at,
        word="both tracks complete",
        key=one.participant_id,
    )


def _unnotified(one: Participant, desk: str) -> Work:
    return Work(
        title=one.full_name,
        detail=one.delegation,
        href=f"{desk}?person={one.participant_id}",
        action="Look",
        since=one.registered_at,
        state=State.PROBLEM if one.confirmed_at else State.WAITING,
        word="confirmed, no longer named" if one.confirmed_at else "no note names this person",
        key=one.participant_id,
    )


def _unregistered(one: NotRegistered, meeting: Meeting) -> Work:
    return Work(
        title=one.full_name,
        detail=one.delegation,
        href=f"/registration/delegations/{one.delegation_id}",
        action="Open the delegation",
        due=meeting.deadline(DeadlineKind.REGISTRATION),
        word="named in the note, not registered",
        key=f"{one.delegation_id} {one.full_name}",
    )


def _expected(one: Expected, meeting: Meeting) -> Work:
    word = "registered, not notified" if one.registered else "notified, not registered" if one.notified else "neither"
    return Work(
        title=one.delegate,
        detail=one.state,
        href=f"/registration/delegations/del_{meeting.address}_{one.state.lower()}",
        action="Open the delegation",
        state=State.PROBLEM if not one.notified else State.WAITING,
        word=word,
        key=one.offer_id,
    )


def _credentials(one: Delegation) -> Work:
    return Work(
        title=one.name,
        href=f"/registration/delegations/{one.delegation_id}#credentials",
        action="Look at the credentials",
        since=one.credentials.recorded_at,
        state=State.IN_HAND,
        word=one.credentials.state.value.replace("_", " "),
        key=one.delegation_id,
    )


def _no_note(one: Delegation, meeting: Meeting) -> Work:
    return Work(
        title=one.name,
        href=f"/registration/delegations/{one.delegation_id}/notify",
        action="Enter the note",
        due=meeting.deadline(DeadlineKind.NOTIFICATION),
        word="focal point known, no note yet",
        key=f"note {one.delegation_id}",
    )
