"""What is signed into the QR of a badge, and the one judgement on who is let in, with or without a connection.

`PB1/<key>/<badge>/<serial>/<meeting>/<from>/<to>/<zones>/<signature>`: capitals, digits and `/+-.` alone, which a QR
code keeps in its denser alphanumeric mode. The signature is Ed25519 over everything before the last stroke.
"""

import re
from datetime import date, datetime
from enum import StrEnum

from services.registration.domain.access import Zone
from services.registration.domain.badges import ADMITTED, Badge, BadgeState
from shared.values import Value

FORM = "PB1"
PARTS = re.compile(
    r"PB1/(?P<key>[A-Z2-7]{4})/(?P<badge>[0-9A-Z]{1,32})/(?P<serial>[1-9][0-9]{0,3})/(?P<meeting>[0-9A-Z][0-9A-Z.-]{0,39})"
    r"/(?P<valid_from>[0-9]{8})/(?P<valid_to>[0-9]{8})/(?P<zones>[0-9A-Z]{0,8}(\+[0-9A-Z]{1,8}){0,19})"
)
LONGEST = 400


class Verdict(StrEnum):
    """What a door says to a badge."""

    ADMITTED = "admitted"
    MALFORMED = "malformed"
    FORGED = "forged"
    OTHER_MEETING = "other_meeting"
    UNKNOWN = "unknown"
    REPLACED = "replaced"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    NOT_APPROVED = "not_approved"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    OTHER_ZONE = "other_zone"
    OTHER_DAY = "other_day"


class TokenFacts(Value):
    """What the QR of a badge says, once its signature is verified."""

    badge_id: str
    serial: int
    meeting: str
    """The meeting's code in capitals."""
    valid_from: date
    valid_to: date
    zones: tuple[str, ...] = ()


class Gate(Value):
    """Where a badge is shown, and on which day at the venue; no zone means the entrance."""

    meeting: str
    zone: Zone | None = None
    on: date


def facts_of(badge: Badge, meeting_code: str) -> TokenFacts:
    """Return what the QR of a badge says."""
    return TokenFacts(
        badge_id=badge.badge_id,
        serial=badge.serial,
        meeting=meeting_code.upper(),
        valid_from=badge.valid_from,
        valid_to=badge.valid_to,
        zones=badge.zones,
    )


def written(facts: TokenFacts, key: str) -> str:
    """Return the facts as the text that is signed with the key of this id."""
    days = (facts.valid_from.strftime("%Y%m%d"), facts.valid_to.strftime("%Y%m%d"))
    badge = facts.badge_id.removeprefix("bdg_").upper()
    return "/".join((FORM, key, badge, str(facts.serial), facts.meeting, *days, "+".join(facts.zones)))


def read_facts(text: str) -> tuple[str, TokenFacts] | None:
    """Return the id of the key and the facts of a text as `written`, or None where it is no such text."""
    found = PARTS.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        return None
    try:
        days = [datetime.strptime(found[name], "%Y%m%d").date() for name in ("valid_from", "valid_to")]  # noqa: DTZ007 - a day
    except ValueError:
        return None
    facts = TokenFacts(
        badge_id=f"bdg_{found['badge'].lower()}",
        serial=int(found["serial"]),
        meeting=found["meeting"],
        valid_from=days[0],
        valid_to=days[1],
        zones=tuple(one for one in found["zones"].split("+") if one),
    )
    return found["key"], facts


def judge(token: TokenFacts | Verdict, badge: Badge | None, gate: Gate) -> Verdict:
    """Say whether this badge opens this gate today; `token` is what the signer read, `badge` what is kept of it.

    Standing and zones are those kept now; the token alone is judged by `judge_alone`.
    """
    if isinstance(token, Verdict):
        return token
    if token.meeting != gate.meeting.upper():
        return Verdict.OTHER_MEETING
    if badge is None or badge.badge_id != token.badge_id:
        return Verdict.UNKNOWN
    if token.serial < badge.serial:
        return Verdict.REPLACED
    return _standing(badge) or _when_and_where(badge, gate)


def judge_badge(badge: Badge, gate: Gate) -> Verdict:
    """Say whether the holder of a badge found by name is let in: as `judge`, without a token."""
    return _standing(badge) or _when_and_where(badge, gate)


def judge_alone(token: TokenFacts | Verdict, gate: Gate) -> Verdict:
    """Say what the token alone lets say: for a device that has no list yet."""
    if isinstance(token, Verdict):
        return token
    if token.meeting != gate.meeting.upper():
        return Verdict.OTHER_MEETING
    return _when_and_where(token, gate)


def _standing(badge: Badge) -> Verdict | None:
    if badge.state is BadgeState.LOST:
        return Verdict.LOST
    if badge.state is BadgeState.WITHDRAWN:
        return Verdict.WITHDRAWN
    return None if badge.state in ADMITTED else Verdict.NOT_APPROVED


def _when_and_where(shown: Badge | TokenFacts, gate: Gate) -> Verdict:
    if gate.on < shown.valid_from:
        return Verdict.NOT_YET_VALID
    if gate.on > shown.valid_to:
        return Verdict.EXPIRED
    if gate.zone and gate.zone.code not in shown.zones:
        return Verdict.OTHER_ZONE
    if gate.zone and not gate.zone.open_on(gate.on):
        return Verdict.OTHER_DAY
    return Verdict.ADMITTED
