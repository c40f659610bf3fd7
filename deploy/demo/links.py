"""Ready ways in: the sign-in page for staff of every kind, mailed links for one of each kind of invited people."""

import asyncio

from deploy.demo.door import Door
from deploy.demo.media import journalists
from deploy.demo.outbox import has_outbox, sign_in_link
from deploy.demo.people import PRESIDENCY, Person, focal_point_of
from deploy.demo.side_events import contact_of
from deploy.demo.sponsorship import delegate
from deploy.demo.stage import Stage
from shared.values import Value

STAFF = {
    "registration officer": "/registration",
    "sponsorship administrator": "/sponsorship",
    "side events officer": "/side-events",
    "media officer": "/media",
}


class WayIn(Value):
    """Who comes in, and the address to open."""

    who: str
    address: str


async def ways_in(stage: Stage) -> tuple[WayIn, ...]:
    """Return the addresses to open: the hall for everyone, sign-in for staff, links for invited people."""
    address, code = stage.door.address, stage.facts.meeting.address
    hall = WayIn(who="everyone: the hall", address=f"{address}/meetings/{code}")
    staff = tuple(
        WayIn(who=f"{role} (one click at the provider)", address=f"{address}/sign-in?next={path}/meetings/{code}")
        for role, path in STAFF.items()
    )
    return (hall, *staff, *await _invited(stage))


async def _invited(stage: Stage) -> list[WayIn]:
    if not await has_outbox(stage.door):
        return []
    mission, nominee = focal_point_of(stage.cast, PRESIDENCY), _nominee(stage)
    host, press = contact_of(stage, stage.facts.side_events[0]), journalists(stage.facts)[0]
    people = [
        ("focal point", "registration", mission.name, mission.email),
        ("sponsored delegate, asked to answer", "sponsorship", nominee.full_name, nominee.email),
        ("side-event host", "side-events", host.full_name, host.email),
        ("journalist", "media", press.name, press.email),
    ]
    return list(await asyncio.gather(*(_way(stage.door, *one) for one in people)))


def _nominee(stage: Stage) -> Person:
    return delegate(stage, next(one for one in stage.facts.nominations if one.outcome == "offered"))


async def _way(door: Door, kind: str, service: str, name: str, email: str) -> WayIn:
    found = await sign_in_link(door, email, service=service)
    return WayIn(who=f"{kind}: {name}", address=found or f"{door.address}/{service}/link (ask for {email})")
