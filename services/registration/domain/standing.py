"""What a badge says at a door at one instant: its standing then, the zone, and the rule of the day."""

from datetime import datetime
from zoneinfo import ZoneInfo

from services.registration.domain.access import AccessPlan, Zone
from services.registration.domain.badge_tokens import Gate as Place
from services.registration.domain.badge_tokens import TokenFacts, Verdict, facts_of, judge, judge_alone, judge_badge
from services.registration.domain.badges import Badge
from services.registration.domain.doors import Doors, Gate
from services.registration.domain.meetings import Meeting
from services.registration.domain.participants import Participant, ParticipantStatus
from shared.contracts.registration.doors import Reason
from shared.values import Value

COMING = frozenset({ParticipantStatus.CONFIRMED, ParticipantStatus.PRESENT})


class At(Value):
    """Where and when a badge is shown."""

    meeting: Meeting
    doors: Doors
    gate: Gate
    plan: AccessPlan
    instant: datetime

    @property
    def place(self) -> Place:
        """Return the gate as badges are judged there; without a zone it is the entrance."""
        zone = self.gate.zone
        known = (self.plan.zone(zone) or Zone(code=zone, name=zone)) if zone else None
        day = self.instant.astimezone(ZoneInfo(self.meeting.zone)).date()
        return Place(meeting=self.meeting.code, zone=known, on=day)


def standing_of_code(token: TokenFacts | Verdict, badge: Badge | None, at: At) -> Reason | None:
    """Say why a scanned badge does not open this gate at this instant, or None where it does.

    A scan that comes in late is judged by what held when it was made: a badge lost, withdrawn or replaced only
    afterwards was good then.
    """
    verdict = judge(token, badge, at.place)
    if badge is not None and isinstance(token, TokenFacts) and _only_later(verdict, badge, at.instant):
        verdict = judge_alone(token, at.place)
    return _reason(verdict) or _hours(badge, at)


def standing_of_person(badge: Badge | None, participant: Participant | None, at: At) -> Reason | None:
    """Say why a person found by name is not let in here, or None where they are; not all of them have a badge.

    Here too the instant of the scan decides: who withdrew only afterwards was coming then.
    """
    if badge is not None:
        verdict = judge_badge(badge, at.place)
        if _only_later(verdict, badge, at.instant):
            verdict = judge_alone(facts_of(badge, at.meeting.code), at.place)
        return _reason(verdict) or _hours(badge, at)
    return None if participant is not None and _came(participant, at.instant) else Reason.NO_BADGE


def _came(participant: Participant, instant: datetime) -> bool:
    if participant.status in COMING:
        return True
    confirmed, withdrawn = participant.confirmed_at, participant.withdrawn_at
    return bool(confirmed and withdrawn and confirmed <= instant < withdrawn)


def _only_later(verdict: Verdict, badge: Badge, instant: datetime) -> bool:
    if verdict is Verdict.REPLACED:
        return badge.reissued_at is not None and instant < badge.reissued_at
    return verdict in {Verdict.LOST, Verdict.WITHDRAWN} and instant < badge.changed_at


def _reason(verdict: Verdict) -> Reason | None:
    return None if verdict is Verdict.ADMITTED else Reason(verdict.value)


def _hours(badge: Badge | None, at: At) -> Reason | None:
    category = badge.category.value if badge else ""
    return None if at.doors.open_to(category, at.instant, clock=at.meeting.zone) else Reason.CLOSED
