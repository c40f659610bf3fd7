"""The rules of registration, each with the place it comes from."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.registration.domain import (
    AlreadyCheckedIn,
    AlreadyConfirmed,
    AlreadyWithdrawn,
    ArrivalInFuture,
    Attendance,
    Convention,
    Credentials,
    CredentialsNotRequired,
    CredentialsOutOfOrder,
    DatesOutOfOrder,
    DecisionRecordMissing,
    MeetingStatus,
    NamedTwice,
    NobodyToList,
    NotConfirmed,
    NothingChanged,
    NotNotified,
    NotOneHead,
    ParticipantStatus,
    PatternIncomplete,
    Plan,
    RegistrationNotOpen,
    SamePairOfEyes,
    Step,
    TreatyState,
    UnknownZone,
    announce,
    entry_into_force,
    invitations,
    issue,
    name_key,
    organisation,
    register,
)
from services.registration.gateways import PackagedConventions
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
TREATY = date(1999, 3, 1)


@pytest.fixture(scope="module")
def apmbc() -> Convention:
    convention = PackagedConventions.read().find("APMBC")
    assert convention
    return convention


@pytest.mark.parametrize(
    ("deposited", "bound"),
    [
        (date(2014, 8, 20), date(2015, 2, 1)),  # Oman
        (date(2017, 12, 13), date(2018, 6, 1)),  # Sri Lanka
        (date(2012, 12, 27), date(2013, 6, 1)),  # Poland
        (date(2025, 3, 12), date(2025, 9, 1)),  # Marshall Islands
        (date(2025, 6, 26), date(2025, 12, 1)),  # Tonga
        (date(1998, 6, 29), TREATY),  # one of the first forty
    ],
)
def test_a_treaty_binds_on_the_first_of_the_sixth_month_after_deposit(deposited: date, bound: date) -> None:
    """Domain 1.1: the formula, checked against its sources."""
    state = TreatyState(iso3="XXX", name="A State", deposited=deposited)

    assert entry_into_force(state, in_force_since=TREATY) == bound


@pytest.mark.parametrize(
    ("iso3", "day", "category"),
    [
        *[(iso3, date(2025, 12, 1), Category.STATE_PARTY) for iso3 in ("EST", "LVA", "LTU", "FIN", "POL", "TON")],
        *[(iso3, date(2025, 12, 27), Category.STATE_NOT_PARTY) for iso3 in ("EST", "LVA", "LTU")],
        ("FIN", date(2026, 1, 9), Category.STATE_PARTY),
        ("FIN", date(2026, 1, 10), Category.STATE_NOT_PARTY),
        ("TON", date(2025, 11, 30), Category.STATE_NOT_YET_IN_FORCE),
        ("TON", date(2025, 6, 25), Category.STATE_NOT_PARTY),
        ("MHL", date(2024, 6, 1), Category.SIGNATORY),
        ("SSD", date(2025, 12, 1), Category.STATE_PARTY),
        ("USA", date(2025, 12, 1), Category.STATE_NOT_PARTY),
    ],
)
def test_a_category_follows_from_treaty_dates(apmbc: Convention, iso3: str, day: date, category: Category) -> None:
    """R5: the Baltic States are parties at the opening of 22MSP and observers from 27 December 2025."""
    assert apmbc.category_on(iso3, day) is category


def test_the_peak_of_166_states_parties_is_reproduced(apmbc: Convention) -> None:
    """Domain 1.1: 166 with Tonga, 161 once the five withdrawals are effective, 197 States in all."""
    opening = [apmbc.category_on(one.iso3, date(2025, 12, 1)) for one in apmbc.states]
    later = [apmbc.category_on(one.iso3, date(2026, 3, 1)) for one in apmbc.states]

    parties = Category.STATE_PARTY
    assert (opening.count(parties), later.count(parties), len(opening)) == (166, 161, 197)


def test_invitations_go_to_every_state_and_standing_observer(apmbc: Convention) -> None:
    invited = invitations(a_meeting(), apmbc)
    by_id = {one.delegation_id: one for one in invited}

    assert len(by_id) == len(invited) == 197 + 11
    assert by_id["del_apmbc-22msp_jpn"].category is Category.STATE_PARTY
    assert by_id["del_apmbc-22msp_icrc"].category is Category.STANDING_OBSERVER


def test_credentials_are_awaited_of_states_parties_alone(apmbc: Convention) -> None:
    """R6, also at a meeting that asks for none."""
    asked = {one.category: one.credentials.state for one in invitations(a_meeting(), apmbc)}
    unasked = {one.credentials.state for one in invitations(a_meeting(credentials_required=False), apmbc)}

    assert asked[Category.STATE_PARTY] is CredentialsState.AWAITED
    assert {state for category, state in asked.items() if category is not Category.STATE_PARTY} == {
        CredentialsState.NOT_REQUIRED
    }
    assert unasked == {CredentialsState.NOT_REQUIRED}


def test_an_organisation_outside_the_list_needs_a_decision() -> None:
    """R4."""
    with pytest.raises(DecisionRecordMissing):
        organisation(a_meeting(), "Mines Action Canada", "  ")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"closes_on": date(2025, 11, 30)}, DatesOutOfOrder),
        ({"zone": "Geneva"}, UnknownZone),
        ({"symbol_pattern": "APLC/INF.1"}, PatternIncomplete),
        ({"opens_on": date(2025, 11, 1), "closes_on": date(2025, 11, 5)}, DatesOutOfOrder),
    ],
)
def test_an_unsound_plan_is_not_announced(changes: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        announce(a_meeting(**changes))


def test_a_rescheduled_meeting_tells_its_old_dates() -> None:
    plan = Plan(
        opens_on=date(2026, 1, 12), closes_on=date(2026, 1, 16), venue="WMO", city="Geneva", country="CHE", zone="UTC"
    )
    moved, fact = a_meeting().reschedule(plan)

    assert (moved.opens_on, moved.deadlines, moved.version) == (date(2026, 1, 12), (), 3)
    assert (fact.previous_opens_on, fact.opens_on, fact.version) == (date(2025, 12, 1), date(2026, 1, 12), 3)


def test_symbols_are_a_number_and_then_revisions() -> None:
    """R8."""
    first, symbol = a_meeting().issue_list(3)
    _, second = first.issue_list(9)

    assert (symbol, second) == ("APLC/MSP.22/2025/INF.3", "APLC/MSP.22/2025/INF.3/Rev.1")


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
    assert delegation.record_credentials(in_order, officer="ben", at=NOTED_AT).credentials == Credentials(
        state=CredentialsState.IN_ORDER,
        issued_by="Minister for Foreign Affairs",
        examined_by="ana",
        decided_by="ben",
        recorded_at=NOTED_AT,
    )


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
    observer, told = a_delegation().recategorise(Category.STATE_NOT_PARTY, credentials_required=True)
    begun = a_delegation(credentials=Credentials(state=CredentialsState.EXAMINED))

    assert observer.credentials.state is CredentialsState.NOT_REQUIRED
    assert (told.category, told.version) == (Category.STATE_NOT_PARTY, 2)
    kept, _ = begun.recategorise(Category.STATE_NOT_PARTY, credentials_required=True)
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
    issued, fact = issue(meeting, an_attendance(), symbol=symbol, list_id="lop_1", by="Ana", at=OPENING)

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
    issued, _ = issue(a_meeting(), everyone, symbol="S", list_id="lop_1", by="Ana", at=OPENING)

    assert [one.delegation for one in issued.entries] == ["Japan", "China"]
    assert issued.observer_states == 1


def test_a_list_with_two_heads_in_a_delegation_is_not_issued() -> None:
    """R1."""
    two_heads = a_delegation(names=(a_head(), a_head("Sato Ken")))
    attendance = an_attendance().model_copy(update={"delegations": (two_heads,)})
    with pytest.raises(NotOneHead):
        issue(a_meeting(), attendance, symbol="S", list_id="lop_1", by="Ana", at=OPENING)


def test_an_empty_or_unchanged_list_is_not_issued() -> None:
    with pytest.raises(NobodyToList):
        issue(a_meeting(), Attendance(delegations=(), participants=()), symbol="S", list_id="l", by="Ana", at=OPENING)
    issued, _ = issue(a_meeting(), an_attendance(), symbol="S", list_id="lop_1", by="Ana", at=OPENING)
    again = an_attendance().model_copy(update={"last": issued})
    with pytest.raises(NothingChanged):
        issue(a_meeting(), again, symbol="S", list_id="lop_2", by="Ana", at=OPENING)
