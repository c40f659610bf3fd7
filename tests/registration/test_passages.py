"""What a passage comes to: by the badge, by the rule of the day, and beside what other devices saw."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registration.domain.access import usual_plan
from services.registration.domain.alerts import AlertState, ClosedAlready, DoorAlert, alert_after
from services.registration.domain.arrivals import arrive
from services.registration.domain.badge_tokens import Verdict
from services.registration.domain.badges import BadgeState
from services.registration.domain.doors import AdmissionDay, DoubleUse, Gate
from services.registration.domain.participants import ParticipantStatus
from services.registration.domain.passages import Log, Passage, Scan, decide, read_log
from services.registration.domain.standing import At, standing_of_code, standing_of_person
from shared.contracts.registration.doors import Direction, Outcome, Reason, Severity, Way
from tests.registration.builders import MEETING_ID, a_meeting, a_participant
from tests.registration.doors_builders import (
    EAST,
    MORNING,
    ROOM,
    SIGNER,
    WEST,
    a_badge,
    a_code,
    a_passage,
    some_doors,
)

RULES = DoubleUse()
GENEVA = "Europe/Zurich"
EXIT = Direction.EXIT


def later(minutes: float) -> datetime:
    return MORNING + timedelta(minutes=minutes)


def read(*passages: Passage, rules: DoubleUse = RULES) -> Log:
    return read_log(passages, rules, clock=GENEVA)


def said(log: Log) -> list[tuple[Outcome, Reason | None, str]]:
    return [(one.outcome, one.reason, one.against) for one in log.passages]


ADMITTED = (Outcome.ADMITTED, None, "")


def test_in_out_and_in_again_is_no_double_use() -> None:
    log = read(a_passage("psg_1"), a_passage("psg_2", direction=EXIT, at=later(60)), a_passage("psg_3", at=later(90)))

    assert said(log) == [ADMITTED] * 3
    assert (log.inside, log.days) == (("",), ("2025-12-01",))
    assert log.first == log.passages[0]


def test_a_badge_that_enters_twice_without_leaving_is_double_use() -> None:
    log = read(a_passage("psg_1"), a_passage("psg_2", WEST, at=later(60)))

    assert said(log) == [ADMITTED, (Outcome.DOUBLE_USE, Reason.TWICE_IN, "psg_1")]


def test_a_badge_at_two_gates_within_minutes_is_double_use() -> None:
    left = a_passage("psg_2", WEST, direction=EXIT, at=later(4))
    log = read(a_passage("psg_1"), left)

    assert said(log) == [ADMITTED, (Outcome.DOUBLE_USE, Reason.TWO_GATES, "psg_1")]
    assert said(read(a_passage("psg_1"), left.model_copy(update={"at": later(6)}))) == [ADMITTED] * 2


def test_the_gate_of_another_zone_behind_the_first_is_no_double_use() -> None:
    log = read(a_passage("psg_1"), a_passage("psg_2", ROOM, at=later(2)))

    assert said(log) == [ADMITTED] * 2
    assert log.inside == ("", "CR")


def test_an_old_badge_is_told_with_the_passage_of_the_new_one() -> None:
    old = a_passage("psg_2", WEST, standing=Reason.REPLACED, let_in=False, at=later(60))
    log = read(a_passage("psg_1"), old)

    assert said(log) == [ADMITTED, (Outcome.DOUBLE_USE, Reason.REPLACED, "psg_1")]
    assert log.inside == ("",)


def test_who_was_refused_is_nowhere() -> None:
    log = read(a_passage(standing=Reason.LOST, let_in=True))

    assert said(log) == [(Outcome.REFUSED, Reason.LOST, "")]
    assert (log.inside, log.days, log.first) == ((), (), None)


@pytest.mark.parametrize(("severity", "let_in"), [(Severity.BLOCK, False), (Severity.WARN, True)])
def test_the_severity_decides_whether_double_use_is_let_in(severity: Severity, let_in: bool) -> None:
    again = a_passage("psg_2", offline=False, at=later(30))
    decided = decide(again, [a_passage("psg_1")], DoubleUse(twice_in=severity), clock=GENEVA)

    assert decided.let_in is let_in
    assert read(a_passage("psg_1"), decided).passages[1].outcome is Outcome.DOUBLE_USE


def test_a_day_belongs_to_the_clock_of_the_venue() -> None:
    late = a_passage(at=datetime.fromisoformat("2025-12-01T23:30:00+00:00"))

    assert read(late).days == ("2025-12-02",)


scans = st.lists(
    st.builds(
        lambda n, gate, direction, let_in, standing, minutes: a_passage(
            f"psg_{n:08}", gate, direction=direction, let_in=let_in, standing=standing, at=later(minutes)
        ),
        st.integers(0, 10**6),
        st.sampled_from([EAST, WEST, ROOM]),
        st.sampled_from(Direction),
        st.booleans(),
        st.sampled_from([None, None, None, Reason.LOST, Reason.REPLACED]),
        st.integers(0, 90),
    ),
    max_size=9,
    unique_by=lambda one: one.passage_id,
)


@given(scans, st.data())
def test_whichever_device_syncs_first_the_log_reads_the_same(passages: list[Passage], data: st.DataObject) -> None:
    """Every order of syncs, one passage at a time as devices come back, ends in the same verdicts."""
    whole = read(*passages)
    known: tuple[Passage, ...] = ()
    for passage in data.draw(st.permutations(passages)):
        known = read(*known, passage).passages

    assert said(read(*known)) == said(whole)
    assert [one.passage_id for one in known] == [one.passage_id for one in whole.passages]
    assert read(*known)[1:3] == whole[1:3]


@given(scans, st.data())
def test_whichever_device_syncs_first_the_same_alerts_wait(passages: list[Passage], data: st.DataObject) -> None:
    def alerts(order: list[Passage]) -> dict[str, tuple[Reason, str]]:
        known: tuple[Passage, ...] = ()
        kept: dict[str, DoorAlert] = {}
        for passage in order:
            known = read(*known, passage).passages
            for one in known:
                fresh = alert_after(one, kept.get(one.passage_id))
                if fresh:
                    kept[one.passage_id] = fresh
        return {id: (one.reason, one.against) for id, one in kept.items() if one.state is AlertState.OPEN}

    assert alerts(data.draw(st.permutations(passages))) == alerts(passages)


def test_an_exit_that_comes_in_later_explains_the_alert() -> None:
    first, again = a_passage("psg_1"), a_passage("psg_3", WEST, at=later(60))
    alert = alert_after(read(first, again).passages[1], None)
    assert alert is not None
    assert (alert.passage_id, alert.against, alert.reason) == ("psg_3", "psg_1", Reason.TWICE_IN)

    explained = read(first, again, a_passage("psg_2", direction=EXIT, at=later(30))).passages[2]
    assert (gone := alert_after(explained, alert))
    assert gone.state is AlertState.EXPLAINED
    assert alert_after(explained, gone) is None


def test_what_an_officer_closed_stays_closed() -> None:
    judged = read(a_passage("psg_1"), a_passage("psg_2", at=later(1))).passages[1]
    alert = alert_after(judged, None)
    assert alert is not None
    closed = alert.close("It was the twin.", by="Ana Ruiz", at=later(5))

    assert alert_after(judged, closed) is None
    assert closed.reopen().state is AlertState.OPEN
    with pytest.raises(ClosedAlready):
        closed.close("Again", by="Ben Kaya", at=later(6))


def test_a_clock_that_is_off_is_set_right_and_nothing_is_seen_before_it_happens() -> None:
    scan = Scan(passage_id="psg_1", direction=Direction.ENTRY, scanned_at=later(-4), clock_off_ms=240_000)

    assert scan.instant(later(10)) == MORNING
    assert scan.instant(later(-1)) == later(-1)


def test_a_gate_for_one_way_decides_the_direction() -> None:
    assert Gate(gate_id="out", name="Out", way=Way.EXIT).direction(Direction.ENTRY) is EXIT
    assert EAST.direction(EXIT) is EXIT


def at_gate(gate: Gate = EAST, instant: datetime = MORNING, **doors: object) -> At:
    return At(meeting=a_meeting(), doors=some_doors(**doors), gate=gate, plan=usual_plan(MEETING_ID), instant=instant)


def test_a_good_badge_opens_its_gates() -> None:
    badge = a_badge()
    token = SIGNER.read(a_code(badge))

    assert standing_of_code(token, badge, at_gate()) is None
    assert standing_of_code(token, badge, at_gate(ROOM)) is None
    assert standing_of_code(token, badge, at_gate(Gate(gate_id="p", name="P", zone="PR"))) is Reason.OTHER_ZONE
    assert standing_of_code(token, None, at_gate()) is Reason.UNKNOWN
    assert standing_of_code(Verdict.FORGED, None, at_gate()) is Reason.FORGED
    assert standing_of_code(SIGNER.read("hello"), None, at_gate()) is Reason.MALFORMED


def test_the_hours_of_the_day_are_asked_of_every_badge() -> None:
    days = (AdmissionDay(on=date(2025, 12, 1), opens="10:00", closes="18:00"),)

    assert standing_of_code(SIGNER.read(a_code(a_badge())), a_badge(), at_gate(days=days)) is Reason.CLOSED
    assert standing_of_person(a_badge(), None, at_gate(days=days)) is Reason.CLOSED


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": BadgeState.LOST}, Reason.LOST),
        ({"state": BadgeState.WITHDRAWN, "live": False}, Reason.WITHDRAWN),
        ({"serial": 2, "reissued_at": MORNING, "state": BadgeState.APPROVED}, Reason.REPLACED),
    ],
)
def test_a_badge_taken_back_is_refused_from_that_instant_whenever_the_scan_comes_in(
    change: dict[str, object], reason: Reason
) -> None:
    """A scan made before the loss and sent after it was good when it was made."""
    token, now = SIGNER.read(a_code(a_badge())), a_badge(changed_at=MORNING, **change)

    assert standing_of_code(token, now, at_gate(instant=later(1))) is reason
    assert standing_of_code(token, now, at_gate(instant=later(-1))) is None


def test_a_person_found_by_name_needs_a_badge_or_a_confirmation() -> None:
    coming = a_participant(status=ParticipantStatus.CONFIRMED)

    assert standing_of_person(None, coming, at_gate()) is None
    assert standing_of_person(None, a_participant(), at_gate()) is Reason.NO_BADGE
    assert standing_of_person(a_badge(state=BadgeState.LOST), coming, at_gate()) is Reason.LOST


def test_the_first_entry_checks_in_and_an_earlier_one_moves_the_hour() -> None:
    coming = a_participant(status=ParticipantStatus.CONFIRMED)
    arrived = arrive(coming, at=later(60), zone=GENEVA)
    assert arrived
    present, (told,) = arrived
    assert (present.status, told.arrived_at, present.arrived_on) == (
        ParticipantStatus.PRESENT,
        later(60),
        "2025-12-01",
    )

    assert arrive(present, at=later(90), zone=GENEVA) is None
    assert (moved := arrive(present, at=later(-24 * 60), zone=GENEVA))
    assert (moved[0].arrived_at, moved[0].arrived_on, moved[1]) == (later(-24 * 60), "2025-11-30", ())
    assert arrive(a_participant(), at=MORNING, zone=GENEVA) is None
