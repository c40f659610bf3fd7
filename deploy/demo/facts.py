"""What the demonstration carries in `data/`, read once and typed; `data/SOURCES.md` says where each fact comes from."""

import csv
import json
from datetime import date
from importlib.resources import files
from typing import Literal

from pydantic import TypeAdapter

from shared.contracts.registration import DeadlineKind
from shared.values import Value

DATA = files("deploy.demo") / "data"


class DeadlineFact(Value):
    """A deadline, counted back from the opening day."""

    kind: DeadlineKind
    days_before: int


class MeetingFact(Value):
    """The meeting as it was held."""

    code: str
    convention: str
    kind: str
    title: str
    venue: str
    city: str
    country: str
    zone: str
    president: str
    secretary_general: str
    symbol_pattern: str
    opens_on: date
    closes_on: date
    deadlines: tuple[DeadlineFact, ...]

    @property
    def address(self) -> str:
        """The code as it stands in addresses and ids."""
        return self.code.lower()

    @property
    def meeting_id(self) -> str:
        """The id the code gives."""
        return f"mtg_{self.address}"


class StateFact(Value):
    """A State, from which pool its people get their names, and whether it takes part here."""

    iso3: str
    name: str
    names_of: str
    attends: bool


class OrganisationFact(Value):
    """An organisation, how it comes to be invited, and how many people it sends here."""

    place: str
    name: str
    invited_by: Literal["standing", "decision"]
    names_of: str
    people: int


class RoomFact(Value):
    """A room of the venue; what is not known is None."""

    key: str
    building: str | None
    name: str
    capacity: int | None
    wheelchair_accessible: bool | None
    plenary: bool = False
    parts: tuple[str, ...] = ()


class VenueFact(Value):
    """The rooms, and when the plenary sits."""

    site: str
    rooms: tuple[RoomFact, ...]
    plenary_sessions: tuple[tuple[str, str], ...]


class DonorFact(Value):
    """A contribution, in minor units of the donor's currency, at a rate into the fund's."""

    donor: str
    amount: int
    currency: str
    rate: str
    days_before: int
    earmark: tuple[str, ...]


class NominationFact(Value):
    """A State's nomination, what its ticket costs in centimes, and what becomes of it."""

    state: str
    expertise: str
    outcome: str
    ticket: int
    rank: int = 0


class SideEventFact(Value):
    """A side event, where and when it is meant to be, and what becomes of it."""

    key: str
    title: str
    theme: str
    lead: str
    supporting: tuple[str, ...]
    day: int
    start: str
    end: str
    room: str | None
    attendance: int
    story: str
    description: str
    early: bool = False
    moved_to: str = ""
    moved_because: str = ""
    override: str = ""
    cancelled_because: str = ""
    declined_because: str = ""
    accessibility: str = ""
    catering: bool = False


class QuoteFact(Value):
    """Words written for the demonstration and marked so."""

    principal: str
    text: str


class TextFact(Value):
    """A release in one language."""

    language: str
    headline: str
    subheading: str = ""
    body: str
    quotes: tuple[QuoteFact, ...] = ()
    boilerplate: str = ""


class ReleaseFact(Value):
    """A release and what becomes of it; an advisory names its side event."""

    key: str
    story: str
    on_behalf_of: tuple[str, ...] = ()
    datelines: tuple[str, ...] = ()
    texts: tuple[TextFact, ...] = ()
    withdrawn_because: str = ""
    side_event: str = ""


class OutletFact(Value):
    """An invented newsroom."""

    outlet: str
    language: str
    names_of: str


class NamePool(Value):
    """Names of one part of the world; `Layla|ليلى` is a name in Latin script and as its bearer writes it."""

    language: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    family_first: bool = False


class Facts(Value):
    """Everything in `data/`."""

    meeting: MeetingFact
    states: tuple[StateFact, ...]
    organisations: tuple[OrganisationFact, ...]
    venue: VenueFact
    donors: tuple[DonorFact, ...]
    nominations: tuple[NominationFact, ...]
    side_events: tuple[SideEventFact, ...]
    releases: tuple[ReleaseFact, ...]
    outlets: tuple[OutletFact, ...]
    names: dict[str, NamePool]


def read_facts() -> Facts:
    """Read `data/`."""
    return TypeAdapter(Facts).validate_python(
        {
            "meeting": _json("meeting"),
            "states": _table("states"),
            "organisations": _table("organisations"),
            "venue": _json("rooms"),
            "donors": _json("donors"),
            "nominations": _json("nominations"),
            "side_events": _json("side_events"),
            "releases": _json("releases"),
            "outlets": _json("outlets"),
            "names": _json("names"),
        }
    )


def _json(name: str) -> object:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8") as table:
        return list(csv.DictReader(table))
