"""What waits for the secretariat: whom to confirm, the two mismatches, who is expected, which credentials."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from services.registration.domain import Delegation, Meeting, Participant
from services.registration.domain.expectations import Naming
from services.registration.pages.words import CREDENTIALS
from services.registration.pages.words_review import VERDICTS
from services.registration.ports import Expected, NotRegistered, Tracks
from shared.contracts.registration import CredentialsState, DeadlineKind
from shared.pages import Speech, State, Work, msg
from shared.pages.wording import country_name

AT_WORK = frozenset(
    {
        CredentialsState.COPY_RECEIVED,
        CredentialsState.ORIGINAL_RECEIVED,
        CredentialsState.EXAMINED,
        CredentialsState.CORRECTED,
    }
)


@dataclass(frozen=True)
class WorkList:
    """One list: its word in addresses, its title, its rows, how many there are in all."""

    key: str
    title: str
    rows: Sequence[Work]
    total: int


@dataclass(frozen=True)
class Queue:
    """All lists, most urgent first, and the id of the person who comes first."""

    lists: Sequence[WorkList]
    first: str = ""

    def cut(self, most: int, *, first: int = 0) -> Self:
        """Return the queue with at most so many rows a list, the first that is not empty with more."""
        leads = next((one.key for one in self.lists if one.rows), "")
        kept = {leads: max(first, most)}
        return replace(self, lists=[replace(one, rows=one.rows[: kept.get(one.key, most)]) for one in self.lists])

    def with_lists(self, *more: WorkList) -> Self:
        """Return the queue with more lists behind the others."""
        return replace(self, lists=[*self.lists, *more])

    def led_by(self, most_urgent: WorkList) -> Self:
        """Return the queue with one more list before the others."""
        return replace(self, lists=[most_urgent, *self.lists])

    def chosen(self, key: str) -> WorkList:
        """Return one list by its word, else the first that is not empty."""
        some = next((one for one in self.lists if one.rows), self.lists[0])
        return next((one for one in self.lists if one.key == key), some)

    @property
    def top(self) -> list[Work]:
        """Return the rows of all lists."""
        return [row for one in self.lists for row in one.rows]


def queue_of(
    meeting: Meeting, tracks: Tracks, *, expected: list[Expected], delegations: list[Delegation], speech: Speech
) -> Queue:
    """Return the work lists of a meeting."""
    desk = f"/registration/meetings/{meeting.address}"
    named = [_to_confirm(one, desk) for one in tracks.to_confirm]
    unnamed = [_unnotified(one, desk) for one in tracks.not_notified]
    absent = [_unregistered(one, meeting) for one in tracks.not_registered]
    travelling = [_expected(one, meeting, speech) for one in expected]
    delegations = sorted(delegations, key=lambda one: speech.place(one.name))
    examined = [_credentials(one, speech) for one in delegations if one.credentials.state in AT_WORK]
    silent = [_no_note(one, meeting, speech) for one in delegations if not one.notes and one.focal_point]
    lists = (
        WorkList("confirm", msg("To confirm"), named, tracks.to_confirm_total),
        WorkList("unnotified", msg("Registered, not notified"), unnamed, tracks.not_notified_total),
        WorkList("expected", msg("Expected by sponsorship"), travelling, len(travelling)),
        WorkList("unregistered", msg("Notified, not registered"), absent, tracks.not_registered_total),
        WorkList("credentials", msg("Credentials to look at"), examined, len(examined)),
        WorkList("silent", msg("No note yet"), silent, len(silent)),
    )
    first = next(iter((*tracks.to_confirm, *tracks.not_notified)), None)
    return Queue(lists, first.participant_id if first else "")


def to_be_named(expected: Sequence[Expected], naming: Naming) -> list[Expected]:
    """Return who is expected, with the day by which a note must name them; whose day has come first (domain 8)."""
    looked = [
        one
        if one.notified
        else one.model_copy(update={"name_by": naming.by(one.accepted_at), "overdue": naming.is_late(one.accepted_at)})
        for one in expected
    ]
    return sorted(looked, key=lambda one: not one.overdue)


def _to_confirm(one: Participant, desk: str) -> Work:
    state, word = VERDICTS[one.decided.verdict] if one.decided else (State.WAITING, "both tracks complete")
    return Work(
        title=one.full_name,
        detail=one.delegation,
        href=f"{desk}?person={one.participant_id}",
        action="Look and confirm",
        since=one.registered_at,
        state=state,
        word=word,
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


def _expected(one: Expected, meeting: Meeting, speech: Speech) -> Work:
    half = msg("registered, not notified") if one.registered else msg("notified, not registered")
    word = half if one.registered or one.notified else msg("neither notified nor registered")
    return Work(
        title=one.delegate,
        detail=country_name(one.state, speech.language),
        href=f"/registration/delegations/del_{meeting.address}_{one.state.lower()}",
        action="Open the delegation",
        since=one.accepted_at,
        due=one.name_by,
        state=State.PROBLEM if one.overdue else State.WAITING,
        word="no note names this person" if one.overdue else word,
        key=one.offer_id,
    )


def _credentials(one: Delegation, speech: Speech) -> Work:
    return Work(
        title=speech.named(one.name),
        href=f"/registration/delegations/{one.delegation_id}#credentials",
        action="Look at the credentials",
        since=one.credentials.recorded_at,
        state=State.IN_HAND,
        word=CREDENTIALS[one.credentials.state][1],
        key=one.delegation_id,
    )


def _no_note(one: Delegation, meeting: Meeting, speech: Speech) -> Work:
    return Work(
        title=speech.named(one.name),
        href=f"/registration/delegations/{one.delegation_id}/notify",
        action="Enter the note",
        due=meeting.deadline(DeadlineKind.NOTIFICATION),
        word="focal point known, no note yet",
        key=f"note {one.delegation_id}",
    )
