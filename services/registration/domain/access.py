"""Where and when a badge lets its holder in: the zones of a meeting, and the rule of each category of badges."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Self

from services.registration.domain.meetings import Meeting
from services.registration.domain.refusals import DatesOutOfOrder
from services.registration.domain.settling import SETTLING
from shared.contracts.registration import BadgeCategory
from shared.errors import Refused
from shared.values import Aggregate, Text, Value


class ZoneUnknown(Refused):
    """A rule names a zone the meeting does not have, or the meeting names one twice."""

    next_step = "Name each zone once, and use only those in the rules."


class Zone(Value):
    """A part of the venue that is entered with a badge; `days` empty means every day of the meeting."""

    code: str
    name: Text
    days: tuple[date, ...] = ()

    def open_on(self, day: date) -> bool:
        """Tell whether anybody is let in on this day."""
        return not self.days or day in self.days


class AccessRule(Value):
    """Which zones a category of badges opens, and from which day to which; no day means that of the meeting."""

    category: BadgeCategory
    zones: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None


class Access(Value):
    """What one badge opens, and from which day to which."""

    zones: tuple[str, ...]
    valid_from: date
    valid_to: date


class AccessPlan(Aggregate):
    """The zones of a meeting and what each category opens; `spreading` while older badges are brought in line."""

    meeting_id: str
    zones: tuple[Zone, ...]
    rules: tuple[AccessRule, ...]
    spreading: tuple[BadgeCategory, ...] = ()
    spread_at: datetime | None = None
    settling: bool = False
    """They are looked at once more: badges that were being given when the plan changed."""
    step: int = 0

    def spread(self, *, at: datetime) -> Self:
        """Begin to bring badges in line that were given before, one category after the other."""
        return self.next(spreading=tuple(BadgeCategory), spread_at=at, settling=False, step=self.step + 1)

    def spread_on(self, *, finished: bool, at: datetime) -> Self:
        """Go on: with the next category where this one is `finished`, and with all of them a second time."""
        left = self.spreading[1:] if finished else self.spreading
        if left or self.settling:
            return self.next(spreading=left, spread_at=at, step=self.step + 1)
        return self.spread(at=at + SETTLING).model_copy(update={"settling": True})

    def access(self, category: BadgeCategory, meeting: Meeting) -> Access:
        """Return what a badge of this category opens at this meeting."""
        rule = next((one for one in self.rules if one.category is category), AccessRule(category=category))
        return Access(
            zones=rule.zones,
            valid_from=rule.first_day or meeting.opens_on,
            valid_to=rule.last_day or meeting.closes_on,
        )

    def zone(self, code: str) -> Zone | None:
        """Return a zone by its code, or None."""
        return next((one for one in self.zones if one.code == code), None)

    def must_be_sound(self) -> None:
        """Refuse zones named twice, rules about zones that are not there, and rules that end before they begin."""
        codes = [one.code for one in self.zones]
        if len(set(codes)) < len(codes):
            raise ZoneUnknown("A zone is named twice.", field="zones")
        if any(code not in codes for rule in self.rules for code in rule.zones):
            raise ZoneUnknown("A rule names a zone that is not there.", field="rules")
        for rule in self.rules:
            if rule.first_day and rule.last_day and rule.last_day < rule.first_day:
                raise DatesOutOfOrder("A rule ends before it begins.", field="rules")


ZONES = (
    Zone(code="CR", name="Conference rooms"),
    Zone(code="DA", name="Delegates' area"),
    Zone(code="PR", name="Press room"),
    Zone(code="SE", name="Secretariat"),
)
DEFAULT_ZONES: Mapping[BadgeCategory, tuple[str, ...]] = {
    BadgeCategory.STATE_PARTY: ("CR", "DA"),
    BadgeCategory.OBSERVER_STATE: ("CR", "DA"),
    BadgeCategory.ORGANISATION: ("CR", "DA"),
    BadgeCategory.MEDIA: ("CR", "PR"),
    BadgeCategory.ACCOMPANYING: ("DA",),
    BadgeCategory.STAFF: ("CR", "DA", "PR", "SE"),
    BadgeCategory.SERVICE: ("DA",),
}


def usual_plan(meeting_id: str) -> AccessPlan:
    """Return what holds until somebody sets another plan (inferred: no source names zones)."""
    rules = tuple(AccessRule(category=category, zones=zones) for category, zones in DEFAULT_ZONES.items())
    return AccessPlan(meeting_id=meeting_id, zones=ZONES, rules=rules)
