"""The list of participants after its first issue: what changed, revisions, addenda, late changes (R8, domain 2.5)."""

from datetime import UTC, datetime, timedelta

import pytest

from services.registration.domain.delegations import Delegation, named
from services.registration.domain.list_changes import ChangeKind, Entry, Listed, additions, changes_between
from services.registration.domain.lists import (
    Attendance,
    IssueKind,
    ListOfParticipants,
    Stamp,
    changes_now,
    drawn_up,
    ending,
    headless,
    issue,
)
from services.registration.domain.participants import Participant, ParticipantStatus
from services.registration.domain.refusals import NothingChanged, NothingToAdd
from shared.contracts.registration import Category, DelegateRole
from tests.registration.builders import JAPAN_ID, NOTED_AT, a_delegation, a_head, a_meeting, a_participant

AT = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)
REVISION = Stamp(symbol="S", issued_by="Ana Ruiz")
ADDENDUM = REVISION.model_copy(update={"kind": IssueKind.ADDENDUM})


def a_note(*names: str, late: bool = False) -> Delegation:
    """Return Japan's delegation with a head and more people named."""
    people = tuple(named(one, role=DelegateRole.ADVISER) for one in names)
    meeting = a_meeting()
    at = NOTED_AT + timedelta(days=30 if late else 0)
    delegation, _ = a_delegation().notify(
        (a_head(), *people), meeting, reference="NV", dated=NOTED_AT.date(), received_at=at
    )
    return delegation


def coming(full_name: str, **changes: object) -> Participant:
    """Return somebody of Japan's delegation who is confirmed."""
    about = {"status": ParticipantStatus.CONFIRMED, "participant_id": f"par_{full_name}", **changes}
    return a_participant(full_name).model_copy(update=about)


def attendance(*names: str, last: ListOfParticipants | None = None, **note: bool) -> Attendance:
    """Return Japan's delegation with these people, all coming, its head first."""
    people = (coming("Ichikawa Tomiko"), *(coming(one) for one in names))
    return Attendance(delegations=(a_note(*names, **note),), participants=people, last=last)


def issued(now: Attendance, stamp: Stamp = REVISION) -> ListOfParticipants:
    """Return the list issued from this attendance."""
    number = now.last.issue + 1 if now.last else 1
    stamp = stamp.model_copy(update={"symbol": "INF.1" + ending(now.last, stamp.kind)})
    return issue(a_meeting(lists_issued=number), now, stamp, list_id=f"lop_{number}", at=AT)[0]


def entry(delegation: str, *names: str, **about: str) -> Entry:
    """Return a delegation as a list prints it."""
    people = tuple(
        Listed(full_name=one, title=about.get("title", ""), function="", role=DelegateRole.ADVISER) for one in names
    )
    return Entry(delegation=delegation, category=Category.STATE_PARTY, state=None, people=people)


def test_symbols_count_revisions_and_addenda_apart() -> None:
    """Domain 7: CCM/MSP/2024/2/Rev.1, .../Rev.1/Amend.1."""
    first = issued(attendance())
    addendum = issued(attendance("B", last=first), ADDENDUM)
    revision = issued(attendance("B", "C", last=addendum))
    after = issued(attendance("B", "C", "D", last=revision), ADDENDUM)

    symbols = [one.symbol for one in (first, addendum, revision, after)]
    assert symbols == ["INF.1", "INF.1/Add.1", "INF.1/Rev.1", "INF.1/Rev.1/Add.1"]


def test_an_issue_from_before_there_were_addenda_counts_as_revision() -> None:
    old = issued(attendance()).model_copy(update={"revision": None, "issue": 3})

    assert ending(old, IssueKind.REVISION) == "/Rev.3"


def test_an_addendum_prints_additions_alone_and_leaves_the_rest_in_force() -> None:
    """2.5: immutable once issued; the removal of B waits for a revision."""
    first = issued(attendance("B"))
    now = attendance("C", last=first)

    addendum = issued(now, ADDENDUM)

    assert [one.full_name for one in addendum.entries[0].people] == ["C"]
    assert [one.full_name for one in addendum.in_force[0].people] == ["Ichikawa Tomiko", "B", "C"]
    assert [one.kind for one in addendum.changes] == [ChangeKind.ADDED]
    left = changes_now(a_meeting(), now.model_copy(update={"last": addendum}), at=AT)
    assert [(one.kind, one.person.full_name) for one in left] == [(ChangeKind.REMOVED, "B")]


def test_an_addendum_without_additions_is_refused() -> None:
    first = issued(attendance("B"))

    with pytest.raises(NothingToAdd):
        issued(attendance(last=first), ADDENDUM)


def test_a_list_that_says_the_same_is_not_issued_again() -> None:
    first = issued(attendance("B"))

    with pytest.raises(NothingChanged):
        issued(attendance("B", last=first))


def test_who_was_added_taken_off_moved_or_named_otherwise_is_told_apart() -> None:
    before = [entry("Chile", "Ana Díaz", "Luis Vega", "Rosa Paz"), entry("Peru", "Eva Cruz")]
    after = [entry("Chile", "ana diaz", "Tomás Gil"), entry("Peru", "Eva Cruz", "Rosa Paz")]

    found = changes_between(before, after, late=True)

    assert [(one.kind.value, one.delegation, one.person.full_name, one.came_from) for one in found] == [
        ("changed", "Chile", "ana diaz", ""),
        ("added", "Chile", "Tomás Gil", ""),
        ("moved", "Peru", "Rosa Paz", "Chile"),
        ("removed", "Chile", "Luis Vega", ""),
    ]
    assert [one.late for one in found] == [True, False, True, True]


def test_two_namesakes_are_not_taken_for_one_who_moved() -> None:
    before = [entry("Chile", "Rosa Paz"), entry("Peru", "Rosa Paz")]

    assert [one.kind.value for one in changes_between(before, [entry("Togo", "Rosa Paz")], late=False)] == [
        "added",
        "removed",
        "removed",
    ]


def test_additions_open_a_delegation_that_was_not_there() -> None:
    added, whole = additions([entry("Peru", "Eva Cruz")], [entry("Chile", "Ana Díaz")])

    assert added == (entry("Chile", "Ana Díaz"),)
    assert whole == (entry("Peru", "Eva Cruz"), entry("Chile", "Ana Díaz"))


def test_who_comes_on_the_list_by_a_late_note_is_marked_late() -> None:
    """R8."""
    first = issued(attendance("B"))

    (japan,) = drawn_up(attendance("B", "C", last=first, late=True))

    assert [(one.full_name, one.late) for one in japan.people] == [
        ("Ichikawa Tomiko", False),
        ("B", False),
        ("C", True),
    ]


def test_a_delegation_without_a_head_holds_up_the_issue() -> None:
    """R1."""
    without = a_note("B").model_copy(update={"names": (named("B", role=DelegateRole.ADVISER),)})
    now = Attendance(delegations=(without,), participants=(coming("B"),))

    assert [one.delegation_id for one in headless(now)] == [JAPAN_ID]
    assert [one.full_name for one in drawn_up(now)[0].people] == ["B"]
