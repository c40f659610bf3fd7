"""What came of the performance: figures of each service, what was told and heard, what is left, and the ways in."""

import asyncio
import re
from collections import Counter
from urllib.parse import urlsplit

import httpx
from rich.console import Console
from rich.table import Table

from deploy.demo import links
from deploy.demo.door import Answer, Door
from deploy.demo.registration import delegations
from deploy.demo.staff import ANYONE, READER
from deploy.demo.stage import Stage
from shared.values import Value

PREFIXES = ("registration", "sponsorship", "side-events", "media")
HEARD = re.compile(r'^plenary_messages_total\{durable="([^"]*)",outcome="([^"]*)"\} (\S+)', re.MULTILINE)
DEAD = re.compile(r"^plenary_dead_letters (\S+)", re.MULTILINE)


class Traffic(Value):
    """Messages of one service: on its stream ever (None where nobody can say), handled since it started, given up."""

    told: int | None
    heard: int
    dead: int


class Report(Value):
    """Everything the summary shows."""

    address: str
    seconds: float
    played: bool
    asked: int
    repeated: int
    figures: dict[str, str]
    traffic: dict[str, Traffic]
    left: dict[str, int]
    ways_in: tuple[links.WayIn, ...]


async def report(stage: Stage, *, seconds: float, played: bool) -> Report:
    """Ask every service how it stands; `played` is False when the whole story was found played before."""
    figures, left = await _standing(stage)
    traffic = await asyncio.gather(*(_traffic(stage.door, prefix) for prefix in PREFIXES))
    told = await _told(stage.door.address)
    return Report(
        address=stage.door.address,
        seconds=seconds,
        played=played,
        asked=stage.door.asked,
        repeated=stage.door.repeated,
        figures=figures,
        traffic={
            prefix: Traffic(told=told.get(prefix), heard=heard, dead=dead)
            for prefix, (heard, dead) in zip(PREFIXES, traffic, strict=True)
        },
        left=left,
        ways_in=await links.ways_in(stage),
    )


async def _standing(stage: Stage) -> tuple[dict[str, str], dict[str, int]]:
    """Return the figures of each service in one line, and how much waits for whom."""
    asked = [stage.door.read(ANYONE, stage.of_meeting(prefix, "counts")) for prefix in PREFIXES[:3]]
    people, round_, events = await asyncio.gather(*asked)
    releases = await stage.door.read(READER, "/media/api/releases", meeting_id=stage.meeting_id)
    written = Counter(str(one["status"]) for one in releases)
    figures = {
        "registration": _say(people, "delegations", "notified", "registered", "confirmed", "present", "withdrawn"),
        "sponsorship": _say(round_, "nominations", "offered", "accepted", "ticketed", "reserve"),
        "side-events": _say(events, "published", "confirmed", "scheduled", "requested", "declined", "cancelled"),
        "media": _say(written, *sorted(written)),
    }
    return figures, await _left(stage, events, written)


async def _left(stage: Stage, events: Answer, written: Counter[str]) -> dict[str, int]:
    credentials = Counter(str(one["credentials"]["state"]) for one in (await delegations(stage)).values())
    registered = await stage.door.read(
        READER, stage.of_meeting("registration", "participants"), status="registered", size=1
    )
    ranked = await stage.door.read(READER, stage.of_meeting("sponsorship", "nominations"))
    rounds = Counter(str(one["nomination"]["status"]) for one in ranked)
    offers = await stage.door.read(READER, stage.of_meeting("sponsorship", "offers"))
    return {
        "registered, not confirmed": int(registered["total"]),
        "credentials to examine or decide": credentials["original_received"] + credentials["examined"],
        "credentials defective": credentials["defective"],
        "nominations to propose": rounds["received"],
        "nominations to decide": rounds["proposed"],
        "offers waiting for an answer": rounds["offered"],
        "refunds to claim": sum(bool(one["refund_open"]) for one in offers),
        "side events to place": int(events["requested"]),
        "side events to be confirmed by their host": int(events["scheduled"]),
        "side events to publish": int(events["confirmed"]),
        "side events flagged": int(events["flagged"]),
        "texts waiting for clearance": written["clearance_requested"],
        "drafts (advisories)": written["drafted"],
    }


def _say(counts: Answer, *names: str) -> str:
    return ", ".join(f"{counts[name]} {name.replace('_', ' ')}" for name in names)


async def _traffic(door: Door, prefix: str) -> tuple[int, int]:
    text = await door.text(ANYONE, f"/{prefix}/metrics")
    heard = sum(float(count) for _, _, count in HEARD.findall(text))
    return int(heard), int(sum(float(count) for count in DEAD.findall(text)))


async def _told(address: str) -> dict[str, int]:
    """Return how many messages each service's stream took, where the bus of a local stack can be looked at."""
    place = urlsplit(address)
    try:
        async with httpx.AsyncClient(timeout=2) as client:
            found = await client.get(
                f"http://{place.hostname}:{(place.port or 80) + 9}/jsz", params={"streams": "true"}
            )
            accounts = found.raise_for_status().json().get("account_details", ())
    except (httpx.HTTPError, ValueError):
        return {}
    streams = [stream for account in accounts for stream in account.get("stream_detail", ())]
    return {str(one["name"]).lower().replace("_", "-"): int(one["state"]["last_seq"]) for one in streams}


def show(told: Report, out: Console) -> None:
    """Print the summary."""
    out.print(_figures(told))
    out.print(_work(told))
    _doors(told, out)
    played = f"Played in {told.seconds:.1f} s: {told.asked} requests, {told.repeated} of them found done before."
    out.print(played if told.played else "The meeting was played to its end before; nothing was asked for again.")


def _figures(told: Report) -> Table:
    table = Table(title="The Twenty-Second Meeting of the States Parties", title_justify="left")
    for heading in ("service", "figures", "told", "heard", "given up"):
        table.add_column(heading, justify="left" if heading in {"service", "figures"} else "right")
    for name, figures in told.figures.items():
        seen = told.traffic[name]
        table.add_row(name, figures, "?" if seen.told is None else str(seen.told), str(seen.heard), str(seen.dead))
    return table


def _work(told: Report) -> Table:
    table = Table("waits", "how many", title="What is left to do", title_justify="left")
    for what, count in told.left.items():
        if count:
            table.add_row(what, str(count))
    return table


def _doors(told: Report, out: Console) -> None:
    """Print addresses on lines of their own, whole, so that a terminal makes them links."""
    out.print(f"Front door: [link={told.address}]{told.address}[/link]", soft_wrap=True)
    for way in told.ways_in:
        out.print(f"  {way.who}\n    [link={way.address}]{way.address}[/link]", soft_wrap=True)
    out.print("  programs: `plenary token` prints a token for the Authorization header", soft_wrap=True)
