"""Valid values of media, each a full and ordinary case."""

from datetime import UTC, datetime

from services.media.commands import (
    AddJournalist,
    ClearRelease,
    DraftRelease,
    EditRelease,
    PublishRelease,
    RequestClearance,
    ScheduleRelease,
)
from services.media.domain import drafting
from services.media.domain.copies import MeetingCopy
from services.media.domain.press import Journalist, Subscription
from services.media.domain.release import Release, Status, TextClearance
from services.media.handlers import clear_release, draft_release, publish_release, request_clearance, schedule_release
from services.media.ports import MediaUnit
from services.media.store.kept import KEPT
from shared.contracts.media import Quote, ReleaseContent, ReleaseKind, ReleasePublished, ReleaseText
from shared.contracts.registration import ListOfParticipantsIssued, MeetingAnnounced
from shared.contracts.side_events import SideEventCancelled, SideEventMoved, SideEventPublished
from shared.who import Grant, Role, Who
from tests.fakes import World

NOW = datetime(2025, 11, 10, 9, tzinfo=UTC)
EMBARGO = datetime(2025, 12, 1, 12, tzinfo=UTC)
MEETING = "mtg_apmbc-22msp"

OFFICER = Who(
    subject="staff:mia", name="Mia Keller", email="mia@isu.example", grants=frozenset({Grant(role=Role.MEDIA_OFFICER)})
)
PRESIDENCY = Who(
    subject="principal:president", name="Amb. Sato", grants=frozenset({Grant(role=Role.PRINCIPAL, scope="president")})
)
CAMBODIA = Who(
    subject="principal:state:KHM", name="Amb. Sok", grants=frozenset({Grant(role=Role.PRINCIPAL, scope="state:KHM")})
)


def a_world(who: Who = OFFICER) -> World[MediaUnit]:
    return World[MediaUnit]("media", KEPT, who=who)


def a_text(headline: str = "Cambodia clears its last minefield in Battambang", **changes: object) -> ReleaseText:
    quote = Quote(principal="state:KHM", text="Our children walk to school without fear.")
    body = "The last mined area of the province was handed over today.\n\nThirty years of work end."
    given = {"headline": headline, "body": body, "quotes": (quote,), **changes}
    return ReleaseText.model_validate(given)


def a_content(*texts: ReleaseText, **changes: object) -> ReleaseContent:
    given = {
        "on_behalf_of": ("president",),
        "texts": texts or (a_text(),),
        "datelines": ("Geneva", "Phnom Penh"),
        "contact": "press@isu.example",
        **changes,
    }
    return ReleaseContent.model_validate(given)


def a_release(**changes: object) -> Release:
    """A draft on behalf of the President that quotes Cambodia."""
    release = drafting.draft("rel_1", ReleaseKind.PRESS_RELEASE, a_content(), by="Mia Keller", now=NOW)
    return release.model_copy(update=changes)


def a_clearance(principal: str, text_version: int = 1) -> TextClearance:
    return TextClearance(principal=principal, by="Amb. Sato", at=NOW, text_version=text_version)


def a_cleared_release(**changes: object) -> Release:
    clearances = (a_clearance("president"), a_clearance("state:KHM"))
    return a_release(status=Status.CLEARED, text_clearances=clearances, **changes)


def a_journalist(number: int = 1, **changes: object) -> Journalist:
    """A journalist who confirmed."""
    given = {
        "journalist_id": f"jou_{number}",
        "name": f"Reporter {number}",
        "email": f"reporter{number}@press.example",
        "outlet": "Le Temps",
        "subscription": Subscription.CONFIRMED,
        "letter_key": f"let_{number}",
        "changed_at": NOW,
        "version": 1,
        **changes,
    }
    return Journalist.model_validate(given)


def a_reader(journalist: Journalist) -> Who:
    grants = frozenset({Grant(role=Role.JOURNALIST, scope=journalist.journalist_id)})
    return Who(subject=f"journalist:{journalist.journalist_id}", name=journalist.name, grants=grants)


def a_subscription_request(**changes: object) -> AddJournalist:
    given = {"name": "Lea Roth", "email": "Lea@Press.example", "outlet": "Le Temps", "language": "fr", **changes}
    return AddJournalist.model_validate(given)


def a_meeting_copy() -> MeetingCopy:
    return MeetingCopy(**a_meeting_announced().model_dump(include=set(MeetingCopy.model_fields)))


def a_meeting_announced(**changes: object) -> MeetingAnnounced:
    given = {
        "meeting_id": MEETING,
        "code": "APMBC-22MSP",
        "convention": "APMBC",
        "kind": "MSP",
        "title": "Twenty-Second Meeting of the States Parties",
        "opens_on": "2025-12-01",
        "closes_on": "2025-12-05",
        "venue": "Palais des Nations",
        "city": "Geneva",
        "country": "CHE",
        "zone": "Europe/Zurich",
        "languages": ("en", "fr"),
        "deadlines": (),
        "version": 1,
        **changes,
    }
    return MeetingAnnounced.model_validate(given)


_SIDE_EVENT = {
    "side_event_id": "sev_1",
    "meeting_id": MEETING,
    "title": "Clearing the last mined areas",
    "hosts": ("Cambodia", "GICHD"),
    "theme": "Clearance",
    "room": "XXIII",
    "starts_at": "2025-12-02T12:00:00Z",
    "ends_at": "2025-12-02T14:00:00Z",
    "zone": "Europe/Zurich",
}


def a_side_event_published(**changes: object) -> SideEventPublished:
    given = {**_SIDE_EVENT, "description": "Lessons from thirty years.", "version": 3, **changes}
    return SideEventPublished.model_validate(given)


def a_side_event_moved(**changes: object) -> SideEventMoved:
    given = {
        **_SIDE_EVENT,
        "room": "XXIV",
        "starts_at": "2025-12-03T12:00:00Z",
        "ends_at": "2025-12-03T14:00:00Z",
        "previous_room": "XXIII",
        "previous_starts_at": "2025-12-02T12:00:00Z",
        "reason": "The plenary needs the room.",
        "version": 4,
        **changes,
    }
    return SideEventMoved.model_validate(given)


def a_side_event_cancelled(**changes: object) -> SideEventCancelled:
    given = {**_SIDE_EVENT, "reason": "The host withdrew.", "version": 5, **changes}
    return SideEventCancelled.model_validate(given)


def a_list_of_participants(**changes: object) -> ListOfParticipantsIssued:
    given = {
        "list_of_participants_id": "lop_1",
        "meeting_id": MEETING,
        "symbol": "APLC/MSP.22/2025/INF.1",
        "issue": 1,
        "states_parties": 101,
        "observer_states": 12,
        "organisations": 57,
        "delegates": 400,
        "women": 180,
        "issued_at": "2025-12-03T10:00:00Z",
        "version": 1,
        **changes,
    }
    return ListOfParticipantsIssued.model_validate(given)


async def draft(world: World[MediaUnit], content: ReleaseContent | None = None) -> str:
    """Draft a release and return its id."""
    answer = await world.run(draft_release, DraftRelease(meeting_id=MEETING, content=content or a_content()))
    return answer.release_id


async def clear(world: World[MediaUnit], release_id: str, *, text_version: int = 1) -> None:
    """Ask for clearance and let both principals clear this version."""
    await world.run(request_clearance, RequestClearance(release_id=release_id))
    for who, principal in ((PRESIDENCY, "president"), (CAMBODIA, "state:KHM")):
        command = ClearRelease(release_id=release_id, principal=principal, text_version=text_version)
        await world.run(clear_release, command, who)


async def schedule(world: World[MediaUnit], release_id: str, at: datetime = EMBARGO) -> None:
    """Schedule a cleared release."""
    await world.run(schedule_release, ScheduleRelease(release_id=release_id, embargo_until=at))


def an_edit(release_id: str, *, text_version: int = 1) -> EditRelease:
    content = a_content(a_text("Cambodia declares Battambang mine-free"))
    return EditRelease(release_id=release_id, text_version=text_version, content=content)


def the_release(world: World[MediaUnit], release_id: str = "rel_1") -> Release:
    release = world.state("releases", release_id)
    assert isinstance(release, Release)
    return release


async def publish(world: World[MediaUnit]) -> ReleasePublished:
    await world.run(publish_release, PublishRelease(release_id=await cleared(world)))
    fact = world.told(ReleasePublished)[-1]
    assert isinstance(fact, ReleasePublished)
    return fact


async def cleared(world: World[MediaUnit]) -> str:
    release_id = await draft(world)
    await clear(world, release_id)
    return release_id
