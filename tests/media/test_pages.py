"""The pages as people get them: every one renders, forms keep what was typed, nothing shows before its instant."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from services.media.handlers import draft_advisory, keep_meeting, keep_participation
from services.media.ports import MediaUnit
from shared.records import Origin
from shared.web import House
from shared.who import Who
from tests.media.builders import (
    MEETING,
    PRESIDENCY,
    a_list_of_participants,
    a_meeting_announced,
    a_side_event_published,
)
from tests.media.test_routes import API, NOBODY, a_cleared_release, schedule
from tests.running import as_who

pytestmark = pytest.mark.real

ROOM = "/media/meetings/apmbc-22msp"
WRITTEN = {
    "kind": "press_release",
    "language": "en",
    "headline": "Meeting opens in Geneva",
    "datelines": "Geneva, New York",
    "body": "First paragraph.\r\n\r\nSecond paragraph.",
    "on_behalf_of": ["president", "isu"],
    "quotes.0.principal": "state:KHM",
    "quotes.0.text": "We are almost there.",
    "quotes.1.principal": "",
    "quotes.1.text": "",
}


@pytest.fixture(scope="module", autouse=True)
async def heard(api: httpx.AsyncClient) -> None:
    """Media has heard of a meeting, its list of participants and a side event."""
    house: House[MediaUnit] = api._transport.app.state.house  # type: ignore[attr-defined] # the app under the client
    await house.units.run(keep_meeting, a_meeting_announced(), Origin())
    await house.units.run(keep_participation, a_list_of_participants(), Origin())
    await house.units.run(draft_advisory, a_side_event_published(), Origin())


async def page(api: httpx.AsyncClient, path: str, who: Who | None = None, status: int = 200) -> str:
    headers = {"accept": "text/html", **(as_who(who) if who else {})}
    answer = await api.get(path, headers=headers)
    assert answer.status_code == status, answer.text
    return answer.text


async def test_the_newsroom_shows_what_waits_and_how_many_came(api: httpx.AsyncClient) -> None:
    text = await page(api, ROOM)

    assert "Media advisory: Clearing the last mined areas" in text
    assert "180 (45 %)" in text


@pytest.mark.parametrize("piece", ["tile", "waiting", "recent"])
async def test_the_pieces_of_the_hall_tell_the_public_nothing_of_drafts(api: httpx.AsyncClient, piece: str) -> None:
    answer = await api.get(f"{ROOM}/{piece}", headers={**NOBODY, "x-fragment": "1"})

    assert answer.status_code == 200
    assert "Clearing the last mined areas" not in answer.text
    assert "In the making" not in answer.text


async def test_a_release_is_drafted_and_edited_by_form(api: httpx.AsyncClient) -> None:
    drafted = await api.post(f"{ROOM}/draft", data=WRITTEN)
    desk = drafted.headers["location"]
    release = (await api.get(desk.replace("/media/desk", f"{API}/releases"))).json()
    edited = await api.post(f"{desk}/edit", data={**WRITTEN, "text_version": "1", "headline": "Meeting opens"})

    assert (drafted.status_code, edited.status_code) == (303, 303)
    assert release["content"]["datelines"] == ["Geneva", "New York"]
    assert release["content"]["texts"][0]["body"] == "First paragraph.\n\nSecond paragraph."
    assert release["content"]["texts"][0]["quotes"] == [{"principal": "state:KHM", "text": "We are almost there."}]
    assert (await page(api, f"{desk}/edit")).count('value="Meeting opens"') == 1
    assert "Version 2" in await page(api, desk)


async def test_a_form_keeps_what_was_typed_and_says_what_is_wrong(api: httpx.AsyncClient) -> None:
    answer = await api.post(f"{ROOM}/draft", data={**WRITTEN, "headline": ""})

    assert answer.status_code == 422
    assert "Second paragraph." in answer.text
    assert 'id="e-headline"' in answer.text


async def test_a_second_language_is_added_beside_the_first(api: httpx.AsyncClient) -> None:
    desk = (await api.post(f"{ROOM}/draft", data=WRITTEN)).headers["location"]
    french = {**WRITTEN, "language": "fr", "headline": "La réunion s'ouvre", "text_version": "1"}
    await api.post(f"{desk}/edit", data=french)
    release = (await api.get(desk.replace("/media/desk", f"{API}/releases"))).json()

    assert [text["headline"] for text in release["content"]["texts"]] == [
        "Meeting opens in Geneva",
        "La réunion s'ouvre",
    ]


async def test_a_principal_reads_and_clears_by_page(api: httpx.AsyncClient) -> None:
    """P1, P2: also by a mailed link, which grants this principal alone."""
    desk = (await api.post(f"{ROOM}/draft", data=WRITTEN)).headers["location"]
    await api.post(f"{desk}/request-clearance", data={})
    at = desk.replace("/media/desk", "/media/clearances/president")
    assert "Clear version 1" in await page(api, at, PRESIDENCY)
    answer = await api.post(f"{at}/clear", data={"text_version": "1"}, headers=as_who(PRESIDENCY))

    assert answer.status_code == 303
    assert "You cleared this version." in await page(api, at, PRESIDENCY)
    await page(api, at.replace("president", "isu"), PRESIDENCY, status=403)


async def test_a_principal_asks_for_changes_by_page(api: httpx.AsyncClient) -> None:
    desk = (await api.post(f"{ROOM}/draft", data=WRITTEN)).headers["location"]
    await api.post(f"{desk}/request-clearance", data={})
    at = desk.replace("/media/desk", "/media/clearances/president")
    wish = {"text_version": "1", "reason": "Name the donors."}
    await api.post(f"{at}/changes", data=wish, headers=as_who(PRESIDENCY))

    assert "Name the donors." in await page(api, desk)
    assert "Name the donors." in await page(api, ROOM)


async def test_a_release_is_scheduled_in_the_time_of_the_venue(api: httpx.AsyncClient) -> None:
    release_id = await a_cleared_release(api)
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT09:15")
    typed = {"embargo_until": tomorrow, "embargo_until__zone": "Europe/Zurich"}
    answer = await api.post(f"/media/desk/{release_id}/schedule", data=typed)
    release = (await api.get(f"{API}/releases/{release_id}")).json()

    assert answer.status_code == 303
    instant = datetime.fromisoformat(release["embargo_until"]).astimezone(UTC)
    assert instant.hour in (7, 8)
    assert "data-countdown" in await page(api, f"/media/desk/{release_id}")
    refused = await api.post(f"/media/desk/{release_id}/schedule", data={**typed, "embargo_until": "2020-01-01T09:15"})
    assert (refused.status_code, "This instant has gone by." in refused.text) == (422, True)


async def test_a_published_release_a_correction_and_a_withdrawal_are_marked(api: httpx.AsyncClient) -> None:
    """P5."""
    release_id = await a_cleared_release(api)
    desk = f"/media/desk/{release_id}"
    assert "Publish and mail it to" in await page(api, f"{desk}/publish")
    await api.post(f"{desk}/publish", data={"confirmed": "1"})
    assert "Our children walk to school without fear." in await page(api, f"/media/releases/{release_id}")
    correction = {**WRITTEN, "text_version": "1", "reason": "The area was wrong."}
    assert (await api.post(f"{desk}/correct", data=correction)).status_code == 303
    assert "Cambodia clears its last minefield" in await page(api, f"/media/releases/{release_id}")
    withdrawn = await api.post(f"{desk}/withdraw", data={"reason": "Sent in error."})

    assert withdrawn.status_code == 303
    assert "Sent in error." in await page(api, f"/media/releases/{release_id}")
    assert "withdrawn" in await page(api, "/media/releases")
    feed = await api.get("/media/releases.atom", headers=NOBODY)
    assert "Withdrawn: Cambodia clears its last minefield" in feed.text


@pytest.mark.parametrize(
    "path",
    ["/media/journalists", "/media/journalists/add", "/media/representatives", f"{ROOM}/draft", f"{ROOM}/board"],
)
async def test_the_pages_of_the_office_render(api: httpx.AsyncClient, path: str) -> None:
    assert "<h" in await page(api, path)


@pytest.mark.parametrize("path", ["/media/releases", "/media/subscribe", "/", "/meetings/apmbc-22msp"])
async def test_the_public_pages_render(api: httpx.AsyncClient, path: str) -> None:
    assert (await api.get(path, headers={**NOBODY, "accept": "text/html"})).status_code == 200


async def test_someone_subscribes_confirms_and_leaves(api: httpx.AsyncClient, house: House[MediaUnit]) -> None:
    who = {"name": "Lea Roth", "email": "lea.roth@press.example", "language": "en"}
    asked = await api.post("/media/subscribe", data=who, headers=NOBODY)
    row = await house.database["journalists"].find_one({"email": "lea.roth@press.example"})
    assert row is not None
    key = row["letter_key"]
    assert "Yes, send them to me" in (await api.get(f"/media/confirm/{key}", headers=NOBODY)).text
    confirmed = await api.post(f"/media/confirm/{key}", headers=NOBODY)
    left = await api.post(f"/media/unsubscribe/{key}", headers=NOBODY)

    assert [asked.status_code, confirmed.status_code, left.status_code] == [200, 200, 200]
    row = await house.database["journalists"].find_one({"email": "lea.roth@press.example"})
    assert row is not None
    assert row["subscription"] == "unsubscribed"


async def test_the_public_page_is_silent_until_the_instant(api: httpx.AsyncClient) -> None:
    """P3: neither text nor headline nor existence."""
    release_id = await a_cleared_release(api)
    await schedule(api, release_id, datetime.now(UTC) + timedelta(hours=1))
    there = await api.get(f"/media/releases/{release_id}", headers={**NOBODY, "accept": "text/html"})
    not_there = await api.get("/media/releases/rel_none", headers={**NOBODY, "accept": "text/html"})

    assert there.status_code == not_there.status_code == 404
    assert _without_address(there, release_id) == _without_address(not_there, "rel_none")
    assert MEETING not in there.text


def _without_address(answer: httpx.Response, release_id: str) -> str:
    text = answer.text.replace(release_id, "").replace(answer.headers["x-correlation-id"], "")
    return "\n".join(line for line in text.splitlines() if "data-now" not in line)
