"""A page that shows every component once, and requests to read it with."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TypedDict

from starlette.requests import Request

from shared.pages import (
    Bar,
    Choice,
    Column,
    Day,
    Due,
    Fact,
    FieldError,
    Filter,
    Form,
    Happening,
    Listing,
    ListPlan,
    MeetingCard,
    Pages,
    Part,
    Shown,
    Step,
    Tile,
    Work,
    read_listing,
    select,
)
from shared.who import Grant, Role, Who

NOON = datetime(2025, 12, 1, 12, 0, tzinfo=UTC)
OFFICER = Who(subject="s", name="Ana Ruiz", grants=frozenset({Grant(role=Role.REGISTRATION_OFFICER)}))
MEETING = MeetingCard(
    meeting_id="mtg_1",
    code="22MSP",
    title="Twenty-Second Meeting",
    opens_on=date(2025, 12, 1),
    closes_on=date(2025, 12, 5),
    venue="Palais des Nations",
    city="Geneva",
    zone="Europe/Zurich",
    convention="APMBC",
)
PLAN = ListPlan(
    columns=(Column("name", "Name", sorts=True), Column("seats", "Seats", numeric=True, total=80)),
    filters=(Filter("state", "State", (Choice("waiting", "Waiting"), Choice("done", "Done"))),),
    order="name",
    size=25,
)
ROWS = [{"id": f"p{n:02}", "name": f"Person {n:02}", "state": "done" if n % 2 else "waiting"} for n in range(60)]


class Showcase(TypedDict):
    """What the showcase template shows."""

    name: str
    meeting: MeetingCard
    facts: list[Fact]
    happenings: list[Happening]
    steps: list[Step]
    work: list[Work]
    tiles: list[Tile]
    days: list[Day]
    dues: list[Due]
    bars: list[Bar]
    listing: Listing
    shown: Shown[dict[str, str]]
    choices: list[Choice]
    form: Form


@cache
def some_pages() -> Pages:
    """Return the pages of a service whose only template is the showcase, at noon on the first day."""
    return Pages("registration", templates=Path(__file__).parent / "templates", now=lambda: NOON)


def a_request(
    path: str = "/registration/x", *, query: str = "", who: Who | None = OFFICER, headers: dict[str, str] | None = None
) -> Request:
    """Return a GET request as the middlewares leave it."""
    lines = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": lines}
    return Request(scope | {"state": {"who": who, "csrf": "form-token"}, "server": ("plenary", 80), "scheme": "http"})


def a_listing(query: str = "", *, plan: ListPlan = PLAN) -> Listing:
    """Return the listing an address with this query asks for."""
    request = a_request(query=query)
    return read_listing(request.url.path, request.query_params.multi_items(), plan=plan)


def showcase_values() -> Showcase:
    """Return one of everything."""
    listing = a_listing()
    return {
        "name": "Nadia <b>Haddad</b>",
        "meeting": MEETING,
        "facts": [Fact("Role", "Adviser"), Fact("Seat", None)],
        "happenings": [Happening(what="Registered", at=NOON - timedelta(hours=1), who="Ana", why="Asked to.")],
        "steps": [Step("Flight", "done"), Step("Hotel", word="asked")],
        "work": [Work(title="Ratify", href="/w", since=NOON, post=True), Work(title="Ask", href="/v", due=NOON)],
        "tiles": [Tile(label="Present", figure=1200, of=1500, detail="late", state="problem")],
        "days": [Day(on=date(2025, 12, 1)), Day(on=date(2025, 12, 2), href="/d")],
        "dues": [Due(label="Credentials", at=NOON + timedelta(hours=2), late="3 late")],
        "bars": [Bar("Norway", [Part("Spent", 30, "done"), Part("Left", 70, "off")])],
        "listing": listing,
        "shown": select(ROWS, listing, key=lambda row: row["id"], values={"name": lambda row: row["name"]}),
        "choices": [Choice("XXIII", "Room XXIII", "Second floor")],
        "form": Form({"title": ('A "quoted" title',)}, (FieldError("title", "This is too long."),)),
    }
