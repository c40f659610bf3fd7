"""Valid badges by default."""

from datetime import date

from services.registration.domain.access import Access, Zone
from services.registration.domain.badge_tokens import Gate
from services.registration.domain.badges import Badge, BadgeState, Holder, issue
from shared.contracts.registration import BadgeCategory
from tests.registration.builders import JAPAN_ID, MEETING_ID, NOTED_AT

ROOMS = Zone(code="CR", name="Conference rooms")
MONDAY = date(2025, 12, 1)
FRIDAY = date(2025, 12, 5)


def a_holder(**changes: object) -> Holder:
    """Return the head of Japan's delegation as the holder of a badge."""
    fields: dict[str, object] = {
        "holder_id": "par_0",
        "meeting_id": MEETING_ID,
        "delegation_id": JAPAN_ID,
        "delegation": "Japan",
        "name": "Ichikawa Tomiko",
        "role": "head",
        "category": BadgeCategory.STATE_PARTY,
    }
    return Holder.model_validate(fields | changes)


def an_access(**changes: object) -> Access:
    """Return the conference rooms and the delegates' area, from Monday to Friday."""
    fields: dict[str, object] = {"zones": ("CR", "DA"), "valid_from": MONDAY, "valid_to": FRIDAY}
    return Access.model_validate(fields | changes)


def a_badge(**changes: object) -> Badge:
    """Return her badge, approved."""
    return issue(a_holder(), an_access(), badge_id="bdg_0", at=NOTED_AT).model_copy(update=changes)


def a_badge_in_hand(**changes: object) -> Badge:
    """Return her badge after she collected it."""
    return a_badge(state=BadgeState.COLLECTED, printed_at=NOTED_AT, collected_at=NOTED_AT, version=3, **changes)


def a_gate(**changes: object) -> Gate:
    """Return the door of the conference rooms on Monday."""
    fields: dict[str, object] = {"meeting": "APMBC-22MSP", "zone": ROOMS, "on": MONDAY}
    return Gate.model_validate(fields | changes)
