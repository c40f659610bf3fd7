"""What registration tells reaches side events over a real bus, under the permissions of both."""

from datetime import date

import httpx
import pytest

from shared.clock import new_id
from shared.messages import Event
from tests.servers import RealServers
from tests.side_events.builders import a_delegation_told, new_dates
from tests.side_events.test_routes import API, PAGES, a_body, a_room, at_lunch
from tests.stacks import until

pytestmark = pytest.mark.real

OTHER = "mtg_apmbc-im2026"
HOST = "del_apmbc-im2026_nor"


async def tell(servers: RealServers, *events: Event) -> None:
    """Tell facts as registration does."""
    bus = await servers.connect(servers.nats_login("registration"))
    for event in events:
        headers = {"Nats-Msg-Id": new_id("evt"), "ce-id": new_id("evt"), "correlationid": "cor_1"}
        body = event.model_dump_json().encode()
        await bus.jetstream().publish(event.subject, body, stream="REGISTRATION", headers=headers)
    await bus.close()


async def test_new_dates_told_by_registration_move_a_side_event(api: httpx.AsyncClient, servers: RealServers) -> None:
    here = {"meeting_id": OTHER, "code": "APMBC-IM2026"}
    opens, later = date(2025, 12, 1), date(2025, 12, 8)
    first = new_dates(opens, date(2025, 12, 5), version=1, **here)
    delegation = a_delegation_told(HOST).model_copy(update={"meeting_id": OTHER})
    await tell(servers, first, delegation)

    async def asked() -> bool:
        answer = await api.post(f"{API}/side-events", json=a_body(meeting_id=OTHER, lead_host=HOST))
        return answer.status_code == 201

    await until(asked)
    (event,) = (await api.get(f"{API}/meetings/{OTHER}/side-events")).json()["rows"]
    address = f"{API}/side-events/{event['side_event_id']}"
    await api.post(f"{address}/accept", json=at_lunch(await a_room(api, "Bus")))

    await tell(servers, new_dates(later, date(2025, 12, 12), version=2, **here))

    async def moved() -> bool:
        placement = (await api.get(address)).json()["placement"]
        return placement is not None and placement["starts_at"] == "2025-12-08T12:00:00Z"

    await until(moved)
    page = await api.get(f"{PAGES}/events/{event['side_event_id']}", headers={"accept": "text/html"})
    assert "Mon 8 Dec 2025" in page.text
