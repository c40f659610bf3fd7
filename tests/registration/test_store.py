"""The views of registration on a real database, and what is heard from a real stream."""

import asyncio
from datetime import UTC, datetime

import httpx
import pytest

from services.registration.ports import Expected, PeopleAsked
from services.registration.store import RegistrationViews
from shared.bus import Bus
from shared.clock import new_id, utc_now
from shared.contracts.sponsorship import OfferAccepted, TravelCancelled
from shared.records import Origin, event_record
from shared.web import House
from tests.registration.test_routes import API, a_note, an_open_meeting, register
from tests.servers import RealServers

pytestmark = pytest.mark.real

CAMBODIA = "del_apmbc-views_khm"
MEETING = "mtg_apmbc-views"


@pytest.fixture(scope="module")
async def meeting(api: httpx.AsyncClient) -> str:
    """A meeting where Cambodia has named two people; one of them and two others registered."""
    meeting_id = await an_open_meeting(api, "APMBC-VIEWS")
    await api.post(f"{API}/delegations/{CAMBODIA}/notify", json=a_note(("Ly Thuch", "head"), ("Sok Dara", "adviser")))
    await register(api, CAMBODIA, "LY Thuch", "thuch@mission.example", gender="male")
    await register(api, CAMBODIA, "Chea Sophéa", "sophea@mission.example", gender="female")
    unsure = await register(api, "del_apmbc-views_fra", "Jeanne Petit", "jeanne@mission.example")
    await api.post(f"{API}/participants/{unsure}/withdraw", json={"reason": "Recalled"})
    return meeting_id


@pytest.fixture
def views(house: House[object]) -> RegistrationViews:
    return RegistrationViews(house.database)


async def test_the_tracks_show_whom_to_confirm_and_both_mismatches(views: RegistrationViews, meeting: str) -> None:
    """Domain 2.1: notified and not registered, registered and not notified."""
    tracks = await views.tracks(meeting)

    assert [one.full_name for one in tracks.to_confirm] == ["LY Thuch"]
    assert [one.full_name for one in tracks.not_notified] == ["Chea Sophéa"]
    assert [(one.delegation, one.full_name) for one in tracks.not_registered] == [("Cambodia", "Sok Dara")]


async def test_a_focal_point_sees_who_is_missing(views: RegistrationViews, meeting: str) -> None:
    seen = await views.delegation_with_people(CAMBODIA)

    assert [one.full_name for one in seen.people] == ["Chea Sophéa", "LY Thuch"]
    assert [one.full_name for one in seen.missing] == ["Sok Dara"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (PeopleAsked(), ["Chea Sophéa", "Jeanne Petit", "LY Thuch"]),
        (PeopleAsked(descending=True), ["LY Thuch", "Jeanne Petit", "Chea Sophéa"]),
        (PeopleAsked(q="sophea"), ["Chea Sophéa"]),
        (PeopleAsked(q="SOPHÉA"), ["Chea Sophéa"]),
        (PeopleAsked(q="jeanne@"), ["Jeanne Petit"]),
        (PeopleAsked(status="withdrawn"), ["Jeanne Petit"]),
        (PeopleAsked(delegation_id=CAMBODIA), ["Chea Sophéa", "LY Thuch"]),
        (PeopleAsked(category="state_not_party"), []),
    ],
)
async def test_participants_are_searched_filtered_and_sorted(
    views: RegistrationViews, meeting: str, asked: PeopleAsked, found: list[str]
) -> None:
    people = await views.participants(meeting, asked)

    assert ([one.full_name for one in people.rows], people.total) == (found, len(found))


async def test_pages_of_participants_follow_each_other(views: RegistrationViews, meeting: str) -> None:
    first = await views.participants(meeting, PeopleAsked(size=2))
    second = await views.participants(meeting, PeopleAsked(size=2, after=first.after))

    assert [len(first.rows), len(second.rows), second.after] == [2, 1, None]
    assert (second.rows[0].full_name, second.total) == ("LY Thuch", 3)


async def test_what_happened_last_comes_first(views: RegistrationViews, meeting: str) -> None:
    recent = await views.recent(meeting)

    assert [(one.what, one.who, one.delegation) for one in recent[:2]] == [
        ("withdrawn", "Jeanne Petit", "France"),
        ("registered", "Chea Sophéa", "Cambodia"),
    ]
    assert "notified" in {one.what for one in recent}


async def told(servers: RealServers, house: House[object], *facts: OfferAccepted | TravelCancelled) -> None:
    """Tell facts as sponsorship would, and wait until they are heard."""
    login = servers.nats_login("sponsorship")
    bus = Bus(servers.nats_url, service="sponsorship", user=login.user, password=login.password)
    await bus.connect()
    for fact in facts:
        await bus.tell(event_record(fact, id=new_id("evt"), now=utc_now(), origin=Origin()))
    await bus.close()
    async with asyncio.timeout(90):
        last = {"_id": facts[-1].offer_id, "_version": {"$gte": facts[-1].version}}
        while not await house.database["expectations"].find_one(last):  # noqa: ASYNC110 - a store rings no bell
            await asyncio.sleep(0.01)


async def test_a_sponsored_delegate_is_expected_until_both_tracks_are_complete_or_travel_is_cancelled(
    servers: RealServers, house: House[object], views: RegistrationViews, meeting: str
) -> None:
    """S7; heard twice from the real stream."""
    facts: dict[str, object] = {"nomination_id": "nom_1", "meeting_id": meeting, "state": "KHM", "version": 3}
    accepted_at = datetime(2025, 8, 20, 9, tzinfo=UTC)
    facts["accepted_at"] = accepted_at
    dara = OfferAccepted.model_validate({**facts, "offer_id": "off_dara", "delegate": "SOK Dara"})
    thuch = OfferAccepted.model_validate({**facts, "offer_id": "off_thuch", "delegate": "Ly Thuch"})
    nobody = OfferAccepted.model_validate({**facts, "offer_id": "off_x", "delegate": "Prak Vanna"})
    await told(servers, house, dara, dara, thuch, nobody)

    def expected(offer_id: str, delegate: str, *, notified: bool) -> Expected:
        about = {"offer_id": offer_id, "delegate": delegate, "notified": notified, "accepted_at": accepted_at}
        return Expected.model_validate({**about, "state": "KHM", "registered": False})

    assert await views.expected(meeting) == [
        expected("off_dara", "SOK Dara", notified=True),
        expected("off_x", "Prak Vanna", notified=False),
    ]
    cancelled = nobody.model_dump() | {"version": 4, "refund_task": False}
    await told(servers, house, TravelCancelled.model_validate(cancelled))
    assert [one.delegate for one in await views.expected(meeting)] == ["SOK Dara"]
