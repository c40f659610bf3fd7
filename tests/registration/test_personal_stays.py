"""What people give of themselves stays where it is encrypted: not in events, audit, answers, mails or logs (R9)."""

import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from bson import encode

from shared.logs import JsonLines
from shared.messages import stream_of
from shared.web import House
from shared.who import Grant, Role, Who
from tests.pictures import PDF, a_photograph
from tests.registration.test_pages import PAGE
from tests.registration.test_routes import API, a_body, register
from tests.running import as_who
from tests.servers import RealServers
from tests.stacks import until

pytestmark = pytest.mark.real

CHILE = "del_apmbc-stays_chl"
GIVEN = {
    "passport_number": "CL 4471902",
    "passport_country": "CHL",
    "passport_expires_on": "2093-08-17",
    "birth_date": "1971-03-09",
    "nationality": "CHL",
}
SECRETS = ("4471902", "2093-08-17", "1971-03-09", "carta-secreta")
PAPER = PDF + b"% carta-secreta"


class Keeping(logging.Handler):
    """Keeps every line as the service would write it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonLines("registration"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def logged() -> Iterator[list[str]]:
    handler = Keeping()
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler.lines
    root.setLevel(before)
    root.removeHandler(handler)


async def a_registration_with_everything(api: httpx.AsyncClient) -> str:
    """Register, give all there is, be refused some of it, be read, be withdrawn; return the id."""
    dates = {"opens_on": "2090-12-04", "closes_on": "2090-12-08", "deadlines": []}
    await api.post(f"{API}/meetings", json=a_body("APMBC-STAYS") | dates)
    await api.post(f"{API}/meetings/mtg_apmbc-stays/open")
    await api.post(f"{API}/meetings/mtg_apmbc-stays/invite-states")
    one = await register(api, CHILE, "Elena Rojas", "elena@stays.example")
    herself = as_who(Who(subject=f"participant:{one}", name="Elena Rojas", grants=_grants(one)))
    own = f"{API}/participants/{one}/personal"
    page = f"/registration/participants/{one}/personal"
    sent = await api.post(own, json=GIVEN, headers=herself | {"Idempotency-Key": "stays-1"})
    photo = {"photo": ("carta-secreta.jpg", a_photograph(600, 800), "image/jpeg")}
    papers = {"document": ("carta-secreta.pdf", PAPER, "application/pdf")}
    wrong = {**GIVEN, "birth_date": "1971-03-09", "passport_country": "Atlantis 4471902"}
    answers = [
        sent,
        await api.post(f"{own}/photo", files=photo, headers=herself | {"Idempotency-Key": "stays-2"}),
        await api.post(f"{own}/documents", files=papers, headers=herself | {"Idempotency-Key": "stays-3"}),
        await api.post(page, data=GIVEN, headers=PAGE | herself),
        await api.get(page, headers=PAGE | herself),
        await api.get(f"{page}/export", headers=PAGE | herself),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 201, 303, 200, 200]
    assert (await api.post(own, json=wrong, headers=herself)).status_code == 422
    assert (await api.post(page, data=wrong, headers=PAGE | herself)).status_code == 422
    assert (await api.post(f"{API}/participants/{one}/withdraw", headers=herself)).is_success
    return one


def _grants(one: str) -> frozenset[Grant]:
    return frozenset({Grant(role=Role.PARTICIPANT, scope=one)})


async def told(servers: RealServers) -> list[bytes]:
    """Return everything on the stream of registration."""
    bus = await servers.connect(servers.setup_login)
    stream = bus.jetstream()
    state = (await stream.stream_info(stream_of("registration"))).state
    found = [await stream.get_msg(stream_of("registration"), seq) for seq in range(state.first_seq, state.last_seq + 1)]
    await bus.close()
    return [(one.subject or "").encode() + repr(one.headers).encode() + (one.data or b"") for one in found]


async def test_nothing_a_person_gives_is_told_audited_kept_or_logged_in_clear(
    api: httpx.AsyncClient, house: House[Any], servers: RealServers, logged: list[str]
) -> None:
    one = await a_registration_with_everything(api)
    events = await told_with(servers, one)
    await until(lambda: house.database["_audit"].find_one({"record.command": "WithdrawParticipant"}))
    places = [name for name in await house.database.list_collection_names() if not name.startswith("system.")]
    kept = {name: b"".join([encode(row) async for row in house.database[name].find({})]) for name in places}

    assert {"_audit", "_answers"} <= kept.keys()
    where = kept | {"stream": b"".join(events), "log": "\n".join(logged).encode()}
    assert [(name, secret) for name, text in where.items() for secret in SECRETS if secret.encode() in text] == []


async def told_with(servers: RealServers, one: str) -> list[bytes]:
    """Return what was told once the withdrawal is among it."""
    subject = b"registration.participant.withdrawn"

    async def events() -> list[bytes]:
        found = await told(servers)
        there = any(event.startswith(subject) and one.encode() in event for event in found)
        return found if there else []

    await until(events)
    return await told(servers)
