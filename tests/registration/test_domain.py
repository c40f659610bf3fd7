"""The rules of registration, each with the place it comes from."""

from datetime import UTC, datetime, timedelta

import pytest

from services.registration.domain import (
    AlreadyCheckedIn,
    AlreadyConfirmed,
    AlreadyWithdrawn,
    ArrivalInFuture,
    Attendance,
    Credentials,
    CredentialsNotRequired,
    CredentialsOutOfOrder,
    MeetingStatus,
    NamedTwice,
    NobodyToList,
    NotConfirmed,
    NothingChanged,
    NotNotified,
    NotOneHead,
    ParticipantStatus,
    RegistrationNotOpen,
    SamePairOfEyes,
    Stamp,
    Step,
    issue,
    name_key,
    register,
)
from shared.contracts.registration import Category, CredentialsState, DelegateRole, Gender
from tests.registration.builders import (
    NOTED_AT,
    a_delegation,
    a_head,
    a_meeting,
    a_participant,
    a_person,
)

OPENING = datetime(2025, 12, 1, 8, 31, tzinfo=UTC)
STAMP = Stamp(symbol="S", issued_by="Ana Ruiz")


@pytest.mark.parametrize("heads", [0, 2])
def test_a_note_marks_exactly_one_head(heads: int) -> None:
    """R1."""
    names = (*(a_head(f"Head {number}") for number in range(heads)), a_head("Adviser", role=DelegateRole.ADVISER))
    with pytest.raises(NotOneHead):
        a_delegation().notify(names, a_meeting(), reference="NV/1", dated=NOTED_AT.date(), received_at=NOTED_AT)


def test_a_note_names_nobody_twice() -> None:
    names = (a_head("José Müller"), a_head("jose  MULLER", role=DelegateRole.ADVISER))
    with pytest.raises(NamedTwice):
        a_delegation().notify(names, a_meeting(), reference="NV/1", dated=NOTED_AT.date(), received_at=NOTED_AT)


def test_a_later_note_replaces_names_and_is_marked_late_after_the_deadline() -> None:
    """R8: late stays possible, marked."""
    first, on_time = a_delegation().notify(
        (a_head(),), a_meeting(), reference="NV/1", dated=NOTED_AT.date(), received_at=NOTED_AT
    )
    late_at = datetime(2025, 11, 21, 17, 0, 1, tzinfo=UTC)
    second, late = first.notify(
        (a_head("Sato Ken"),), a_meeting(), reference="NV/2", dated=late_at.date(), received_at=late_at
    )

    assert (on_time.late, late.late, late.version) == (False, True, 3)
    assert [one.full_name for one in second.names] == ["Sato Ken"]
    assert [(one.reference, one.late) for one in second.notes] == [("NV/1", False), ("NV/2", True)]


def test_nothing_is_taken_before_registration_opens() -> None:
    closed = a_meeting(status=MeetingStatus.ANNOUNCED)
    with pytest.raises(RegistrationNotOpen):
        a_delegation().notify((a_head(),), closed, reference="N", dated=NOTED_AT.date(), received_at=NOTED_AT)
    with pytest.raises(RegistrationNotOpen):
        register(a_person(), a_delegation(), closed, participant_id="par_1", at=NOTED_AT)


def test_names_are_the_same_whatever_case_accents_and_spacing() -> None:
    assert name_key(" JOSÉ   Müller ") == name_key("Jose Muller")


def test_confirmation_needs_both_tracks() -> None:
    """R3."""
    with pytest.raises(NotNotified):
        a_participant().confirm(a_delegation(), at=NOTED_AT)

    confirmed, fact = a_participant().confirm(a_delegation(names=(a_head("ICHIKAWA Tomiko"),)), at=NOTED_AT)

    assert (confirmed.status, confirmed.confirmed_at, fact.version) == (ParticipantStatus.CONFIRMED, NOTED_AT, 2)
    with pytest.raises(AlreadyConfirmed):
        confirmed.confirm(a_delegation(names=(a_head(),)), at=NOTED_AT)


def test_only_the_confirmed_are_let_in_and_only_once() -> None:
    with pytest.raises(NotConfirmed):
        a_participant().check_in(zone="Europe/Zurich", at=OPENING, now=OPENING)
    confirmed = a_participant(status=ParticipantStatus.CONFIRMED)
    present, fact = confirmed.check_in(zone="Europe/Zurich", at=OPENING, now=OPENING)

    assert (present.status, present.arrived_on, fact.arrived_at) == (ParticipantStatus.PRESENT, "2025-12-01", OPENING)
    with pytest.raises(AlreadyCheckedIn) as again:
        present.check_in(zone="Europe/Zurich", at=OPENING, now=OPENING)
    assert "Mon 1 Dec 2025 at 09:31" in again.value.next_step


def test_the_day_of_arrival_is_the_venues() -> None:
    late_evening = datetime(2025, 12, 1, 23, 30, tzinfo=UTC)
    confirmed = a_participant(status=ParticipantStatus.CONFIRMED)

    assert confirmed.check_in(zone="Europe/Zurich", at=late_evening, now=late_evening)[0].arrived_on == "2025-12-02"
    with pytest.raises(ArrivalInFuture):
        confirmed.check_in(zone="Europe/Zurich", at=late_evening + timedelta(seconds=1), now=late_evening)


def test_a_withdrawn_person_stays_withdrawn() -> None:
    withdrawn, fact = a_participant().withdraw("Illness", at=NOTED_AT)

    assert (withdrawn.active, withdrawn.status, fact.version) == (False, ParticipantStatus.WITHDRAWN, 2)
    for act in (
        lambda: withdrawn.withdraw("", at=NOTED_AT),
        lambda: withdrawn.confirm(a_delegation(names=(a_head(),)), at=NOTED_AT),
        lambda: withdrawn.check_in(zone="UTC", at=NOTED_AT, now=NOTED_AT),
    ):
        with pytest.raises(AlreadyWithdrawn):
            act()


def test_credentials_go_step_by_step_under_four_eyes() -> None:
    """R6 and domain 2.3."""
    delegation = a_delegation()
    for state in ("copy_received", "original_received", "examined"):
        delegation = delegation.record_credentials(
            Step(state=CredentialsState(state), issued_by="Minister for Foreign Affairs"), officer="ana", at=NOTED_AT
        )
    in_order = Step(state=CredentialsState.IN_ORDER)

    with pytest.raises(SamePairOfEyes):
        delegation.record_credentials(in_order, officer="ana", at=NOTED_AT)
    done = delegation.record_credentials(in_order, officer="ben", at=NOTED_AT).credentials
    assert done.model_copy(update={"steps": ()}) == Credentials(
        state=CredentialsState.IN_ORDER,
        issued_by="Minister for Foreign Affairs",
        examined_by="ana",
        decided_by="ben",
        recorded_at=NOTED_AT,
        recorded_by="ben",
    )
    assert [one.state.value for one in done.steps] == ["awaited", "copy_received", "original_received", "examined"]


def test_defective_credentials_are_corrected_by_new_ones() -> None:
    defective = a_delegation(credentials=Credentials(state=CredentialsState.DEFECTIVE, examined_by="ana"))
    corrected = defective.record_credentials(Step(state=CredentialsState.ORIGINAL_RECEIVED), officer="ana", at=NOTED_AT)

    assert (corrected.credentials.state, corrected.credentials.examined_by) == (
        CredentialsState.ORIGINAL_RECEIVED,
        None,
    )


def test_credentials_take_no_other_way() -> None:
    with pytest.raises(CredentialsOutOfOrder):
        a_delegation().record_credentials(Step(state=CredentialsState.IN_ORDER), officer="ben", at=NOTED_AT)
    nothing_asked = a_delegation(credentials=Credentials(state=CredentialsState.NOT_REQUIRED))
    with pytest.raises(CredentialsNotRequired):
        nothing_asked.record_credentials(Step(state=CredentialsState.COPY_RECEIVED), officer="ben", at=NOTED_AT)


def test_another_category_changes_what_credentials_are_needed() -> None:
    """R5 with R6."""
    observer, told = a_delegation().recategorise(Category.STATE_NOT_PARTY, credentials_required=True, at=NOTED_AT)
    begun = a_delegation(credentials=Credentials(state=CredentialsState.EXAMINED))

    assert observer.credentials.state is CredentialsState.NOT_REQUIRED
    assert (told.category, told.version) == (Category.STATE_NOT_PARTY, 2)
    kept, _ = begun.recategorise(Category.STATE_NOT_PARTY, credentials_required=True, at=NOTED_AT)
    assert kept.credentials.state is CredentialsState.EXAMINED


def an_attendance() -> Attendance:
    coming = {"status": ParticipantStatus.CONFIRMED}
    names = (a_head("Sato Ken", role=DelegateRole.ADVISER, gender=Gender.MALE), a_head())
    china = a_delegation(
        delegation_id="del_chn", name="China", category=Category.STATE_NOT_PARTY, state="CHN", names=(a_head("Li Wei"),)
    )
    return Attendance(
        delegations=(china, a_delegation(names=names)),
        participants=(
            a_participant(participant_id="par_1", **coming),
            a_participant("Sato Ken", participant_id="par_2", name_key="sato ken", gender=Gender.MALE, **coming),
            a_participant("Registered Only", participant_id="par_3", name_key="registered only", **coming),
            a_participant("Li Wei", participant_id="par_4", name_key="li wei", delegation_id="del_chn"),
        ),
    )


def test_the_list_has_the_named_and_confirmed_in_order_head_first() -> None:
    """R1, R2: who is confirmed but no longer named, or named and not confirmed, is not on it."""
    meeting, symbol = a_meeting().issue_list(2)
    issued, fact = issue(
        meeting, an_attendance(), STAMP.model_copy(update={"symbol": symbol}), list_id="lop_1", at=OPENING
    )

    assert [(one.delegation, [p.full_name for p in one.people]) for one in issued.entries] == [
        ("Japan", ["Ichikawa Tomiko", "Sato Ken"])
    ]
    assert (fact.symbol, fact.issue, fact.states_parties, fact.observer_states) == ("APLC/MSP.22/2025/INF.2", 1, 1, 0)
    assert (fact.delegates, fact.women, fact.organisations) == (2, 1, 0)


def test_the_list_begins_with_states_parties() -> None:
    """Domain 2.5: States Parties, then States that are not, then organisations."""
    attendance = an_attendance()
    li = attendance.participants[3].model_copy(update={"status": ParticipantStatus.PRESENT})
    everyone = attendance.model_copy(update={"participants": (*attendance.participants[:3], li)})
    issued, _ = issue(a_meeting(), everyone, STAMP, list_id="lop_1", at=OPENING)

    assert [one.delegation for one in issued.entries] == ["Japan", "China"]
    assert issued.observer_states == 1


def test_a_list_with_two_heads_in_a_delegation_is_not_issued() -> None:
    """R1."""
    two_heads = a_delegation(names=(a_head(), a_head("Sato Ken")))
    attendance = an_attendance().model_copy(update={"delegations": (two_heads,)})
    with pytest.raises(NotOneHead):
        issue(a_meeting(), attendance, STAMP, list_id="lop_1", at=OPENING)


def test_an_empty_or_unchanged_list_is_not_issued() -> None:
    with pytest.raises(NobodyToList):
        issue(a_meeting(), Attendance(delegations=(), participants=()), STAMP, list_id="l", at=OPENING)
    issued, _ = issue(a_meeting(), an_attendance(), STAMP, list_id="lop_1", at=OPENING)
    again = an_attendance().model_copy(update={"last": issued})
    with pytest.raises(NothingChanged):
        issue(a_meeting(), again, STAMP, list_id="lop_2", at=OPENING)
