"""Whom sponsorship lets us expect and no note names: after some days the desk is alerted."""

from datetime import UTC, datetime, timedelta

from services.registration.commands.missions import SetMissionRules
from services.registration.domain.expectations import Naming
from services.registration.domain.missions import MissionRules
from services.registration.handlers.missions import set_mission_rules
from services.registration.pages.queue import queue_of, to_be_named
from services.registration.ports import Expected, RegistrationUnit, Tracks
from services.registration.store import KEPT
from shared.pages import Speech, State
from tests.fakes import World
from tests.registration.builders import MEETING_ID, OFFICER, a_meeting

ACCEPTED_AT = datetime(2025, 8, 20, 9, tzinfo=UTC)


def expected(offer_id: str, *, accepted_at: datetime | None = ACCEPTED_AT, notified: bool = False) -> Expected:
    about = {"offer_id": offer_id, "delegate": "Sok Dara", "state": "KHM", "registered": False}
    return Expected.model_validate({**about, "notified": notified, "accepted_at": accepted_at})


def test_who_is_in_no_note_so_many_days_after_accepting_comes_first_and_as_a_problem() -> None:
    """Domain 8: missing from the note verbale after N days; named in one, or told by an older release, never."""
    later = expected("off_later", accepted_at=ACCEPTED_AT + timedelta(seconds=1))
    people = [later, expected("off_named", notified=True), expected("off_old", accepted_at=None), expected("off_late")]
    naming = Naming(days=10, now=ACCEPTED_AT + timedelta(days=10))

    queue = queue_of(a_meeting(), Tracks(), expected=to_be_named(people, naming), delegations=[], speech=Speech("en"))

    assert [(one.key, one.state) for one in queue.chosen("expected").rows] == [
        ("off_late", State.PROBLEM),
        ("off_later", State.WAITING),
        ("off_named", State.WAITING),
        ("off_old", State.WAITING),
    ]


async def test_a_meeting_says_after_how_many_days() -> None:
    world: World[RegistrationUnit] = World("registration", KEPT, who=OFFICER)
    world.keep(a_meeting())
    usual = MissionRules(meeting_id=MEETING_ID)

    await world.run(set_mission_rules, SetMissionRules(meeting_id=MEETING_ID, naming_days=5))

    assert (usual.naming_days, world.state("mission_rules", MEETING_ID)) == (14, usual.next(naming_days=5))
