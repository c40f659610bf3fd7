"""The four services in memory with a bus between them that delivers everything twice."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from services.media.store import KEPT as MEDIA
from services.media.subscribers import HEARS as MEDIA_HEARS
from services.registration.commands import AnnounceMeeting, InviteStates, OpenRegistration
from services.registration.gateways import PackagedConventions
from services.registration.handlers import StatesInviter, announce_meeting, open_registration
from services.registration.store import KEPT as REGISTRATION
from services.registration.subscribers import HEARS as REGISTRATION_HEARS
from services.side_events.store import KEPT as SIDE_EVENTS
from services.side_events.subscribers import HEARS as SIDE_EVENTS_HEARS
from services.sponsorship.store import KEPT as SPONSORSHIP
from services.sponsorship.subscribers import HEARS as SPONSORSHIP_HEARS
from shared.contracts.registration import MeetingKind
from shared.kept import Record
from shared.nats import Hears
from shared.records import Origin
from shared.who import the_service
from tests.fakes import FakeClock, FakeIds, World
from tests.registration.builders import MEETING_ID, OFFICER

HEARERS: dict[str, list[tuple[Hears, type[BaseModel]]]] = defaultdict(list)
"""Who hears what, by its subject."""
for one in (*REGISTRATION_HEARS, *SPONSORSHIP_HEARS, *SIDE_EVENTS_HEARS, *MEDIA_HEARS):
    for subject, kind in zip(one.subjects, one.messages, strict=True):
        HEARERS[subject].append((one, kind))


@dataclass
class Town:
    """Four worlds on one clock; `settle` carries what was told until nobody has anything left to say."""

    clock: FakeClock = field(default_factory=FakeClock)
    ids: FakeIds = field(default_factory=FakeIds)

    def __post_init__(self) -> None:
        kept = {"registration": REGISTRATION, "sponsorship": SPONSORSHIP, "side_events": SIDE_EVENTS, "media": MEDIA}
        self.worlds: dict[str, World[Any]] = {
            name: World(name, each, clock=self.clock, ids=self.ids) for name, each in kept.items()
        }
        self._carried = dict.fromkeys(self.worlds, 0)
        self._scheduled: dict[str, Record] = {}

    def __getitem__(self, service: str) -> World[Any]:
        return self.worlds[service]

    async def settle(self) -> None:
        """Deliver everything told so far, each message twice, and what follows from it."""
        while fresh := [record for name in self.worlds for record in self._fresh(name)]:
            for record in fresh:
                if record.at is not None:
                    self._scheduled[record.id] = record
                    continue
                await self._deliver(record)
                await self._deliver(record)

    async def wait_until(self, instant: datetime) -> None:
        """Let the clock reach an instant and everything happen that fell due until then."""
        self.clock.now = instant
        for id, record in sorted(self._scheduled.items(), key=lambda one: one[1].at or instant):
            if record.at is not None and record.at <= instant:
                del self._scheduled[id]
                await self._deliver(record)
                await self._deliver(record)
        await self.settle()

    def _fresh(self, name: str) -> list[Record]:
        written = self.worlds[name].backend.written
        records = [record for change in written[self._carried[name] :] for record in change.outbox]
        self._carried[name] = len(written)
        return records

    async def _deliver(self, record: Record) -> None:
        for hears, kind in HEARERS[record.subject]:
            fact = kind.model_validate_json(record.body)
            await self.worlds[hears.service].units.run(hears.handler, fact, _origin(hears, record))


def _origin(hears: Hears, record: Record) -> Origin:
    mark = None if hears.rebuilds else f"{hears.durable}:{record.id}"
    return Origin(who=the_service(hears.service), message_id=mark)


async def an_open_meeting(town: Town) -> None:
    """Announce the reference meeting, open registration and invite every State; everybody knows of it."""
    registration = town["registration"]
    announcement = AnnounceMeeting(
        code="APMBC-22MSP",
        kind=MeetingKind.MSP,
        title="Twenty-Second Meeting of the States Parties",
        opens_on=date(2025, 12, 1),
        closes_on=date(2025, 12, 5),
        venue="Palais des Nations",
        city="Geneva",
        country="CHE",
        symbol_pattern="APLC/MSP.22/2025/INF.{number}",
    )
    await registration.run(announce_meeting, announcement, OFFICER)
    await registration.run(open_registration, OpenRegistration(meeting_id=MEETING_ID), OFFICER)
    await registration.run(StatesInviter(PackagedConventions.read()), InviteStates(meeting_id=MEETING_ID), OFFICER)
    await town.settle()
