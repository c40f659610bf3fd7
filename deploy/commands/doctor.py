"""`doctor`: looks over servers, credentials, indexes, streams, clock, versions and disk, and says what to do."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import httpx
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js.errors import NotFoundError
from pymongo.errors import PyMongoError
from rich.markup import escape
from rich.table import Table

from deploy.binaries import caddy, mongod, nats_server
from deploy.bus import connected
from deploy.commands.bus import bus_address, setup_client
from deploy.commands.installation import address, credentials
from deploy.commands.mongo import admin_address, service_address
from deploy.commands.terminal import CommandFailed, out
from deploy.indexes import broken_rules, unindexed
from deploy.local.home import home_of
from deploy.mongo import Client as MongoClient
from deploy.services import SERVICES, prefix
from deploy.streams import differences, stream
from deploy.version import release
from shared.documents import missing_fonts
from shared.mongo import NEXT_STEP
from shared.values import Value

_NATS, _MONGO = (2, 12), (6, 0)
_FREE_BYTES, _CLOCK_SECONDS = 1_000_000_000, 1.0


class Finding(Value):
    """One thing looked at: whether it is well, what was seen, and what to do when it is not."""

    about: str
    well: bool
    seen: str
    advice: str = ""


Check = Callable[[], AsyncIterator[Finding]]


def doctor() -> None:
    """Check servers, credentials, indexes, streams, clock, versions and free disk; say what to do."""
    findings = asyncio.run(_examine())
    table = Table("", "what", "seen", "what to do")
    for one in findings:
        table.add_row("ok" if one.well else "NO", one.about, escape(one.seen), "" if one.well else escape(one.advice))
    out().print(table)
    ill = [one for one in findings if not one.well]
    if ill:
        raise CommandFailed(f"{len(ill)} of {len(findings)} checks found something: {ill[0].about}: {ill[0].advice}")


async def _examine() -> list[Finding]:
    findings: list[Finding] = []
    for check in (_programs, _fonts, _home, _services, _bus, _database):
        try:
            async for finding in check():
                findings.append(finding)  # what was found before a failure counts
        except (CommandFailed, PyMongoError, NatsError, OSError, httpx.HTTPError) as failure:
            advice = "Start the stack with `plenary up`, or correct the address and the secrets."
            findings.append(
                Finding(about=check.__name__.strip("_"), well=False, seen=str(failure)[:120], advice=advice)
            )
    return findings


async def _programs() -> AsyncIterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding(about="Python", well=sys.version_info >= (3, 11), seen=python, advice="Use Python 3.11 or later.")
    yield Finding(about="Plenary", well=True, seen=release())
    for name, found in (("nats-server", nats_server()), ("mongod", mongod()), ("caddy", caddy())):
        advice = f"Run `make up` once, or put {name} on the PATH; not needed where servers run elsewhere."
        yield Finding(about=name, well=found is not None, seen=found or "not found", advice=advice)


async def _fonts() -> AsyncIterator[Finding]:
    packages = sorted({one.package for one in missing_fonts()})
    seen = f"{', '.join(packages)} not installed" if packages else "for all six languages"
    advice = f"Run apt-get install {' '.join(packages)}: until then papers in those languages show boxes."
    yield Finding(about="fonts", well=not packages, seen=seen, advice=advice)


async def _home() -> AsyncIterator[Finding]:
    home = home_of()
    free = shutil.disk_usage(home.data).free
    seen = f"{free / 1e9:.1f} GB free under {home.path}"
    yield Finding(about="disk", well=free > _FREE_BYTES, seen=seen, advice="Free space, or move PLENARY_HOME.")
    loose = [file.name for file in home.secrets.iterdir() if file.stat().st_mode & 0o077]
    advice = f"Run chmod 600 on them: {home.secrets}."
    yield Finding(about="secrets", well=not loose, seen=", ".join(loose) or "private", advice=advice)


async def _services() -> AsyncIterator[Finding]:
    async with httpx.AsyncClient(base_url=address(), timeout=5) as client:
        for service in SERVICES:
            answer = await client.get(f"/{prefix(service)}/health/ready")
            advice = f"Look into logs/{prefix(service)}.log under {home_of().path}."
            seen = f"{answer.status_code} {answer.text[:120]}" if answer.is_error else "ready"
            yield Finding(about=prefix(service), well=not answer.is_error, seen=seen, advice=advice)


async def _bus() -> AsyncIterator[Finding]:
    client = await setup_client()
    try:
        known = client.connected_server_version
        seen = f"{known.major}.{known.minor}.{known.patch}"
        advice = "Messages due later need nats-server 2.12 or later."
        yield Finding(about="bus version", well=(known.major, known.minor) >= _NATS, seen=seen, advice=advice)
        for service in SERVICES:
            yield await _stream(client, service)
    finally:
        await client.close()
    for service in SERVICES:
        yield await _allowed(f"bus user {service}", _bus_login(service))


async def _stream(client: Client, service: str) -> Finding:
    wanted = stream(service)
    about, advice = f"stream {wanted.name}", "Start the stack again (or its set-up job): it declares the streams."
    try:
        info = await client.jetstream().stream_info(wanted.name or "")
    except NotFoundError:
        return Finding(about=about, well=False, seen="missing", advice=advice)
    other = differences(wanted, info.config)
    seen = f"differs in {', '.join(other)}" if other else f"{info.state.messages} messages"
    return Finding(about=about, well=not other, seen=seen, advice=advice)


async def _database() -> AsyncIterator[Finding]:
    async with MongoClient(admin_address(), serverSelectionTimeoutMS=3_000) as client:
        hello = await client.admin.command("hello")
        known = (await client.server_info())["version"]
        enough = tuple(int(part) for part in known.split(".")[:2]) >= _MONGO
        yield Finding(about="database version", well=enough, seen=known, advice="Use MongoDB 6 or later.")
        member = hello.get("setName") or "stands alone"
        advice = "Plenary needs a replica set: start mongod with --replSet."
        yield Finding(about="database set", well="setName" in hello, seen=member, advice=advice)
        apart = abs((datetime.now(UTC) - hello["localTime"].replace(tzinfo=UTC)).total_seconds())
        advice = "Let both machines take their time from the same source."
        yield Finding(about="clock", well=apart < _CLOCK_SECONDS, seen=f"{apart * 1000:.0f} ms apart", advice=advice)
        for service in SERVICES:
            yield await _indexes(client, service)
    for service in SERVICES:
        yield await _allowed(f"database user {service}", _database_login(service))


async def _indexes(client: MongoClient, service: str) -> Finding:
    """Look for the unique indexes of a service, and where one is missing for what stands in its way."""
    missing = await unindexed(client, service)
    broken = await broken_rules(admin_address(), service) if missing else []
    seen = f"missing {', '.join(missing)}" if missing else "all there"
    again = f"Start {prefix(service)} again: it makes its indexes."
    advice = " ".join([*(f"{one}" for one in broken), NEXT_STEP]) if broken else again
    return Finding(about=f"indexes {service}", well=not missing, seen=seen, advice=advice)


async def _allowed(about: str, attempt: Awaitable[None]) -> Finding:
    advice = "Start the stack again (or its set-up job): it makes the users from the secrets."
    try:
        await attempt
    except (NatsError, PyMongoError, OSError) as failure:
        return Finding(about=about, well=False, seen=repr(failure)[:160], advice=advice)
    return Finding(about=about, well=True, seen="let in")


async def _bus_login(service: str) -> None:
    client = await connected(bus_address(), service, password=credentials().nats_password(service))
    await client.close()


async def _database_login(service: str) -> None:
    url = service_address(service)
    async with MongoClient(url, serverSelectionTimeoutMS=3_000) as client:
        await client[service]["_leases"].find_one()
