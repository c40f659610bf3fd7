"""A meeting that lies ahead, for journeys that need time before it: announced, open, with money and a room."""

from datetime import date, timedelta
from typing import Any

import httpx

from shared.clock import utc_now
from shared.values import Value
from tests.stacks import until

CODE = "APMBC-23MSP"
ID = "mtg_apmbc-23msp"
HOME = "apmbc-23msp"
MONEY = {"minor": 5_000_000, "currency": "CHF"}


class NextMeeting(Value):
    """What a journey needs to know of it."""

    opens_on: date
    room: str

    def lunch(self, days: int, clock: str = "13:00") -> str:
        """Return a wall-clock time on one of its days, as a form takes it."""
        return f"{self.opens_on + timedelta(days=days)}T{clock}"


async def announce(client: httpx.AsyncClient) -> NextMeeting:
    """Announce it four months ahead through the APIs."""
    opens_on = utc_now().date() + timedelta(days=120)
    await _tell(client, "/registration/api/meetings", _plan(opens_on))
    await _tell(client, f"/registration/api/meetings/{ID}/open")
    await _tell(client, f"/registration/api/meetings/{ID}/invite-states")
    await until(lambda: _is_known(client))
    await _tell(client, "/sponsorship/api/funds", {"meeting_id": ID})
    given = {"donor": "Norway", "amount": MONEY, "received_on": utc_now().date().isoformat()}
    await _tell(client, f"/sponsorship/api/funds/fun_{HOME}/contributions", given)
    room = {"site": "Palais des Nations", "name": "IX", "building": "A", "capacity": 120}
    await _tell(client, "/side-events/api/rooms", room)
    await _tell(client, "/media/api/representatives", REPRESENTATIVE)
    return NextMeeting(opens_on=opens_on, room="IX, building A")


REPRESENTATIVE = {
    "principal": "state:KHM",
    "name": "Sok Dara",
    "email": "dara.sok@khm.example.org",
    "language": "en",
}


def _plan(opens_on: date) -> dict[str, object]:
    return {
        "code": CODE,
        "convention": "APMBC",
        "kind": "MSP",
        "title": "Twenty-Third Meeting of the States Parties",
        "opens_on": opens_on.isoformat(),
        "closes_on": (opens_on + timedelta(days=4)).isoformat(),
        "venue": "Palais des Nations",
        "city": "Geneva",
        "country": "CHE",
        "zone": "Europe/Zurich",
        "symbol_pattern": "APLC/MSP.23/INF.{number}",
    }


async def _is_known(client: httpx.AsyncClient) -> bool:
    """Tell whether every service has heard of the meeting, and the last invited State has reached two of them."""
    pages = [await client.get(f"/{one}/meetings/{HOME}/tile") for one in ("sponsorship", "side-events", "media")]
    forms = [
        await client.get(f"/sponsorship/meetings/{HOME}/nominate"),
        await client.get(f"/side-events/meetings/{HOME}/request"),
    ]
    return all(page.is_success for page in [*pages, *forms]) and all("Zimbabwe" in form.text for form in forms)


async def _tell(client: httpx.AsyncClient, path: str, body: dict[str, Any] | None = None) -> None:
    answer = await client.post(path, json=body)
    if answer.is_error:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.text}")
