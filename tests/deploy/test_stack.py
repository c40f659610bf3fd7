"""The stack on one machine: starts, keeps its processes alive, leaves none behind."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import httpx
import pytest
from pymongo import AsyncMongoClient
from pymongo.errors import OperationFailure

from deploy.local.failures import StackError
from deploy.local.home import Home
from deploy.local.ports import Ports, is_free, must_be_free, ports_of
from deploy.local.stack import Stack
from deploy.services import SERVICES

PLACEHOLDERS = dict.fromkeys(SERVICES, "tests.deploy.placeholder:create")


def free_ports() -> Ports:
    """Return eleven free ports in a row."""
    for door in range(20_000 + os.getpid() % 10_000, 60_000, 11):
        if all(is_free(door + step) for step in range(11)):
            return Ports(door=door)
    raise AssertionError("no eleven free ports in a row")


@pytest.fixture(scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    async with Stack(Home(tmp_path_factory.mktemp("home")), free_ports(), apps=PLACEHOLDERS) as running:
        yield running


@pytest.fixture
async def door(stack: Stack) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=stack.address, timeout=30) as client:
        yield client


def test_a_taken_port_is_named_with_what_needs_it() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(StackError, match=f"^Port {port} is taken, and mongod needs it.*PLENARY_PORT"):
            must_be_free({"mongod": port}, 8080)


@pytest.mark.parametrize("text", ["eighty", "80", "65100"])
def test_a_senseless_port_is_refused(text: str) -> None:
    with pytest.raises(StackError, match="PLENARY_PORT"):
        ports_of({"PLENARY_PORT": text})


def test_a_home_is_held_by_one_stack_only(tmp_path: Path) -> None:
    first, second = Home(tmp_path), Home(tmp_path)
    first.take(8080)
    with pytest.raises(StackError, match="already runs"):
        second.take(8180)
    first.release()
    second.take(8180)
    second.release()


def test_secrets_are_made_once_and_private(tmp_path: Path) -> None:
    first, again = Home(tmp_path).credentials(), Home(tmp_path).credentials()
    assert first == again
    assert (tmp_path / "secrets" / "environment").stat().st_mode & 0o777 == 0o600
    assert len(set(first.values.values())) == len(first.values)


@pytest.mark.real
@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/registration/health/ready", "registration"),
        ("/sponsorship/", "sponsorship"),
        ("/side-events/api/requests", "side_events"),
        ("/media", "media"),
        ("/meetings/22MSP", "registration"),
    ],
)
async def test_the_front_door_leads_to_the_service(door: httpx.AsyncClient, path: str, service: str) -> None:
    answer = await door.get(path)
    assert (answer.status_code, answer.json()["service"]) == (200, service)


@pytest.mark.real
async def test_events_pass_the_front_door_as_they_come(door: httpx.AsyncClient) -> None:
    async with door.stream("GET", "/media/live", headers={"Accept-Encoding": "gzip"}) as answer:
        assert await anext(answer.aiter_lines()) == "data: one"


@pytest.mark.real
async def test_a_service_reads_its_own_database_only(stack: Stack) -> None:
    async with AsyncMongoClient[dict[str, object]](stack.mongo_url("media")) as client:
        await client["media"]["_leases"].insert_one({"_id": "rel_1"})
        with pytest.raises(OperationFailure, match="not authorized"):
            await client["registration"]["participants"].find_one()


@pytest.mark.real
async def test_a_mail_can_be_read_in_the_outbox(stack: Stack, door: httpx.AsyncClient) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "isu@plenary.example", "host@ngo.example", "Your <room>"
    mail.set_content("Sign in: https://plenary.example/link/1?a=<b>\n")
    await aiosmtplib.send(mail, hostname="127.0.0.1", port=stack.ports.smtp)
    (caught,) = (await door.get("/outbox/api/mails", params={"to": "HOST@ngo.example"})).json()
    page = (await door.get(f"/outbox/{caught['mail_id']}")).text
    assert (caught["subject"], caught["to"]) == ("Your <room>", ["host@ngo.example"])
    assert "Your &lt;room&gt;" in page
    assert '<a href="https://plenary.example/link/1?a=">' in page
    assert "Your &lt;room&gt;" in (await door.get("/outbox")).text


@pytest.mark.real
async def test_the_identity_provider_knows_every_role_of_staff(stack: Stack) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{stack.ports.issuer}", timeout=30) as client:
        about = (await client.get("/.well-known/openid-configuration")).json()
        asked = {"client_id": "plenary", "redirect_uri": stack.address, "response_type": "code", "scope": "openid"}
        page = (await client.get("/oauth2/authorize", params=asked)).text
    assert about["issuer"] == f"http://127.0.0.1:{stack.ports.issuer}"
    assert all(role in page for role in ("registration_officer", "media_officer", "administrator", "everything"))


@pytest.mark.real
async def test_a_killed_service_shows_as_down_while_the_rest_goes_on_and_comes_back(
    stack: Stack, door: httpx.AsyncClient
) -> None:
    killed = stack.children["registration"]
    assert killed.pid
    os.kill(killed.pid, signal.SIGKILL)
    down = await first(door, "/registration/", lambda answer: answer.status_code != 200)
    house = await door.get("/")
    back = await first(door, "/registration/", lambda answer: answer.status_code == 200)
    assert (down.status_code, house.status_code, back.json()["service"]) == (502, 200, "registration")
    assert "does not answer" in down.text
    assert "Traceback" not in down.text
    assert killed.restarts == 1


@pytest.mark.real
async def test_services_come_back_after_the_nursery_was_killed(stack: Stack, door: httpx.AsyncClient) -> None:
    killed = stack.nursery.pid
    assert killed
    os.kill(killed, signal.SIGKILL)
    await first(door, "/media/", lambda answer: answer.status_code != 200)
    for path in ("/registration/", "/sponsorship/", "/side-events/", "/media/"):
        await first(door, path, lambda answer: answer.status_code == 200)
    assert stack.nursery.pid not in (None, killed)


@pytest.mark.real
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_stops_every_process_even_when_it_comes_twice(tmp_path: Path, number: signal.Signals) -> None:
    ports = free_ports()
    environment = {**os.environ, "PLENARY_HOME": str(tmp_path), "PLENARY_PORT": str(ports.door)}
    command = (sys.executable, "-m", "deploy.cli", "up", "--only", "media")
    plenary = await asyncio.create_subprocess_exec(*command, env=environment, stdout=asyncio.subprocess.PIPE)
    assert plenary.stdout
    async with asyncio.timeout(60):
        while b"Plenary is up" not in await plenary.stdout.readline():
            pass
    for _ in range(2):
        plenary.send_signal(number)
    async with asyncio.timeout(60):
        assert await plenary.wait() == 0
    assert all(is_free(ports.door + step) for step in range(11))


@pytest.mark.real
async def test_a_second_stack_on_the_same_home_is_refused(stack: Stack) -> None:
    with pytest.raises(StackError, match="already runs"):
        async with Stack(Home(stack.home.path), free_ports()):
            pass


@pytest.mark.real
async def test_data_are_found_again_on_other_ports(tmp_path: Path) -> None:
    for ports in (free_ports(), free_ports().model_copy(update={"door": free_ports().door + 11})):
        async with Stack(Home(tmp_path), ports, only=("media",), apps=PLACEHOLDERS) as stack:
            async with AsyncMongoClient[dict[str, object]](stack.mongo_url("media")) as client:
                await client["media"]["_leases"].insert_one({})
                starts = await client["media"]["_leases"].count_documents({})
            left = [child.pid for child in stack.children.values() if child.pid]
        assert not any(runs(pid) for pid in left)
    assert starts == 2


@pytest.mark.real
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
async def test_a_killed_supervisor_leaves_no_process_behind(tmp_path: Path) -> None:
    script = (
        "import asyncio, pathlib, sys\n"
        "from deploy.local.home import Home\n"
        "from deploy.local.ports import Ports\n"
        "from deploy.local.stack import Stack\n"
        "async def main():\n"
        "    async with Stack(Home(pathlib.Path(sys.argv[1])), Ports(door=int(sys.argv[2])), only=()) as stack:\n"
        "        sys.stdout.write(' '.join(str(child.pid) for child in stack.children.values()) + '\\n')\n"
        "        sys.stdout.flush()\n"
        "        await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    command = (sys.executable, "-c", script, str(tmp_path), str(free_ports().door))
    supervisor = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert supervisor.stdout
    async with asyncio.timeout(60):
        children = [int(pid) for pid in (await supervisor.stdout.readline()).split()]
    supervisor.kill()
    await supervisor.wait()
    async with asyncio.timeout(60):
        while any(runs(pid) for pid in children):  # noqa: ASYNC110 - processes that are not ours to wait for
            await asyncio.sleep(0.05)
    assert len(children) == 4


async def first(client: httpx.AsyncClient, path: str, wanted: object) -> httpx.Response:
    """Ask until the answer is the wanted one."""
    assert callable(wanted)
    async with asyncio.timeout(90):
        while not wanted(answer := await client.get(path)):  # noqa: ASYNC110 - another process is waited for
            await asyncio.sleep(0.02)
    return answer


def runs(pid: int) -> bool:
    """Tell whether a process runs; one that ended and was not yet waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
