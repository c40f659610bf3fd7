"""Rooms, seats and people who ask for them."""

from services.registration.commands.seats import ArrangeRoom
from services.registration.domain.delegations import Delegation
from services.registration.domain.seats import Bench, ConferenceRoom, Quotas
from shared.contracts.registration import Category
from shared.waiting import WaitingList
from shared.who import Grant, Role, Who
from tests.registration.builders import JAPAN_ID, MEETING_ID, a_delegation

ROOM_ID = "room_1"
MISSION = Who(subject="fp", name="Mission", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=JAPAN_ID)}))
ELSEWHERE = Who(subject="fp2", name="Other", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope="del_other")}))


def a_room(**changes: object) -> ConferenceRoom:
    """Return Room XVII, with ten seats and nothing committed."""
    fields: dict[str, object] = {
        "room_id": ROOM_ID,
        "meeting_id": MEETING_ID,
        "name": "Room XVII",
        "capacity": 10,
        "quotas": Quotas(states_parties=2, other_states=1, organisations=1),
        "pool": WaitingList(groups=tuple(Bench), places=10),
        "version": 1,
    }
    return ConferenceRoom.model_validate(fields | changes)


def an_arrangement(**changes: object) -> ArrangeRoom:
    """Return the command that arranges Room XVII with four seats: two of Japan, one of Togo's, one in the pool."""
    fields: dict[str, object] = {"meeting_id": MEETING_ID, "name": "Room XVII", "capacity": 4}
    return ArrangeRoom.model_validate(fields | changes)


def an_observer(**changes: object) -> Delegation:
    """Return a delegation with one seat."""
    fields: dict[str, object] = {
        "delegation_id": "del_apmbc-22msp_usa",
        "name": "United States of America",
        "category": Category.STATE_NOT_PARTY,
        "state": "USA",
    }
    return a_delegation(**(fields | changes))
