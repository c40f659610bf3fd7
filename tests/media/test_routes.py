"""A release over HTTP, on a real database and a real bus: cleared, embargoed, out to the second, mailed once."""

from datetime import datetime, timedelta

import httpx
import pytest

from services.media.ports import MediaUnit
from shared.clock import utc_now
from shared.schedules import GRACE
from shared.web import House
from shared.who import Who
from tests.media.builders import CAMBODIA, PRESIDENCY, a_content, a_journalist, a_reader
from tests.running import as_who
from tests.stacks import soon, until

pytestmark = pytest.mark.real

API = "/media/api"
NOBODY = {"Authorization": ""}


async def a_cleared_release(api: httpx.AsyncClient) -> str:
    drafted = await api.post(f"{API}/releases", json={"content": a_content().model_dump(mode="json")})
    assert drafted.status_code == 201, drafted.text
    release_id: str = drafted.json()["release_id"]
    await api.post(f"{API}/releases/{release_id}/request-clearance")
    for who, principal in ((PRESIDENCY, "president"), (CAMBODIA, "state:KHM")):
        answer = await clear(api, release_id, who, principal)
        assert answer.status_code == 200, answer.text
    return release_id


async def clear(api: httpx.AsyncClient, release_id: str, who: Who, principal: str) -> httpx.Response:
    """Clear through the API as staff do; a person who came by a link uses the page."""
    staff = who.model_copy(update={"grants": frozenset(one.model_copy(update={"scope": None}) for one in who.grants)})
    body = {"principal": principal, "text_version": 1}
    return await api.post(f"{API}/releases/{release_id}/clear", json=body, headers=as_who(staff))


async def schedule(api: httpx.AsyncClient, release_id: str, at: datetime) -> None:
    body = {"embargo_until": at.isoformat(), "zone": "Europe/Zurich"}
    answer = await api.post(f"{API}/releases/{release_id}/schedule", json=body)
    assert answer.status_code == 200, answer.text


async def seen_by_everyone(api: httpx.AsyncClient, release_id: str) -> list[int]:
    paths = (
        f"/media/releases/{release_id}",
        f"/media/releases/{release_id}/versions/1",
        f"/media/releases/{release_id}/embargoed",
        f"{API}/archive/{release_id}",
    )
    return [(await api.get(path, headers=NOBODY)).status_code for path in paths]


async def test_a_release_goes_out_at_its_instant_and_not_before(api: httpx.AsyncClient) -> None:
    """P3, P4."""
    began = utc_now()
    release_id = await a_cleared_release(api)
    instant = soon(began)
    await schedule(api, release_id, instant)
    early = await seen_by_everyone(api, release_id)

    async def out() -> object:
        return (await api.get(f"{API}/archive/{release_id}", headers=NOBODY)).is_success

    await until(out)
    published = (await api.get(f"{API}/archive/{release_id}", headers=NOBODY)).json()["editions"][0]["published_at"]
    delay = datetime.fromisoformat(published) - instant
    assert early == [404, 404, 404, 404]
    # What is late by more than the grace was not its schedule's doing: the sweep asked for it.
    assert timedelta(0) <= delay < GRACE


async def test_an_embargo_moved_earlier_is_lifted_earlier(api: httpx.AsyncClient) -> None:
    began = utc_now()
    release_id = await a_cleared_release(api)
    await schedule(api, release_id, began + timedelta(hours=1))
    await schedule(api, release_id, soon(began))

    async def out() -> object:
        return (await api.get(f"{API}/archive/{release_id}")).is_success

    assert await until(out)


async def test_an_embargo_moved_later_holds(api: httpx.AsyncClient, house: House[MediaUnit]) -> None:
    began = utc_now()
    release_id = await a_cleared_release(api)
    first = soon(began)
    later = first + timedelta(seconds=1)
    await schedule(api, release_id, first)
    await schedule(api, release_id, later)

    async def out() -> object:
        return (await api.get(f"{API}/archive/{release_id}")).is_success

    await until(out)
    assert utc_now() >= later


async def test_every_journalist_is_mailed_once(api: httpx.AsyncClient, house: House[MediaUnit]) -> None:
    await put_on_the_list(house, 300)
    release_id = await a_cleared_release(api)
    assert (await api.post(f"{API}/releases/{release_id}/publish")).json()["status"] == "published"

    async def counted() -> object:
        counts = (await api.get(f"{API}/releases/{release_id}/deliveries")).json()["counts"]
        return counts if counts["queued"] + counts["sent"] + counts["failed"] == 300 else None

    await until(counted)
    rows = (await api.get(f"{API}/releases/{release_id}/deliveries")).json()["deliveries"]
    assert len({row["delivery_id"] for row in rows}) == len(rows) == 300


async def put_on_the_list(house: House[MediaUnit], many: int) -> None:
    await house.database["journalists"].delete_many({})
    journalists = [a_journalist(number) for number in range(many)]
    rows = [{**one.model_dump(exclude={"version"}), "_id": one.journalist_id, "_version": 1} for one in journalists]
    await house.database["journalists"].insert_many([{**row, "_due": [], "_outbox": []} for row in rows])


async def test_a_trusted_journalist_reads_early_and_that_is_on_record(
    api: httpx.AsyncClient, house: House[MediaUnit]
) -> None:
    """P3."""
    await put_on_the_list(house, 2)
    await house.database["journalists"].update_one({"_id": "jou_1"}, {"$set": {"embargo_access": True}})
    release_id = await a_cleared_release(api)
    await schedule(api, release_id, utc_now() + timedelta(hours=1))
    path = f"/media/releases/{release_id}/embargoed"
    began = utc_now()
    trusted = await api.get(path, headers=as_who(a_reader(a_journalist(1))))
    other = await api.get(path, headers=as_who(a_reader(a_journalist(0))))
    await schedule(api, release_id, soon(began))
    readings = (await api.get(f"{API}/releases/{release_id}/embargo-readings")).json()

    assert (trusted.status_code, other.status_code) == (200, 404)
    assert [reading["journalist_id"] for reading in readings] == ["jou_1"]

    async def led_to_what_is_out() -> object:
        answer = await api.get(path, headers=as_who(a_reader(a_journalist(0))))
        return answer.headers.get("location") == f"/media/releases/{release_id}"

    assert await until(led_to_what_is_out)


async def test_staff_without_the_office_do_not_see_drafts(api: httpx.AsyncClient) -> None:
    release_id = await a_cleared_release(api)
    for path in (f"{API}/releases", f"{API}/releases/{release_id}", f"{API}/journalists", f"/media/desk/{release_id}"):
        assert (await api.get(path, headers=as_who(CAMBODIA))).status_code == 403


async def test_a_stale_clearance_is_a_conflict_with_the_next_step(api: httpx.AsyncClient) -> None:
    drafted = await api.post(f"{API}/releases", json={"content": a_content().model_dump(mode="json")})
    release_id = drafted.json()["release_id"]
    body = {"text_version": 1, "content": a_content().model_dump(mode="json")}
    await api.post(f"{API}/releases/{release_id}/edit", json=body)
    await api.post(f"{API}/releases/{release_id}/request-clearance")
    answer = await clear(api, release_id, PRESIDENCY, "president")

    assert answer.status_code == 409
    assert answer.json()["detail"] == "The text was changed since you read it."
    assert answer.json()["errors"][0]["field"] == "text_version"
