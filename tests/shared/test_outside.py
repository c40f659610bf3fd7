"""Calls go where they may: over https, to the net, never inside; and what is called is what was looked at."""

import pytest

from shared.outside import NotLetOut, Outside
from shared.reach import AddressNotAllowed, Reach
from tests.shared.webhooks.receiver import a_receiver

ON_THE_NET = Reach.of("https://plenary.example", "10.20.0.0/16")
AT_HOME = Reach.of("http://127.0.0.1:8080")


@pytest.mark.parametrize(
    "address",
    [
        "http://receiver.example/hook",
        "http://127.0.0.1/hook",
        "ftp://receiver.example/hook",
        "https://user:word@receiver.example/hook",
        "https://user@receiver.example/hook",
        "https://",
        "https://receiver.example:99999/",
        "https://receiver.example/a b",
        "https://receiver.example/\\@127.0.0.1",
        "https://receiver.example/hook#part",
        "//receiver.example/hook",
        "receiver.example",
    ],
)
def test_an_address_that_is_not_called_is_refused(address: str) -> None:
    with pytest.raises(AddressNotAllowed) as refused:
        ON_THE_NET.must_allow(address)

    assert refused.value.field == "address"


def test_plain_http_is_for_one_machine_at_home() -> None:
    AT_HOME.must_allow("http://127.0.0.1:9000/hook")
    AT_HOME.must_allow("https://receiver.example/hook")
    with pytest.raises(AddressNotAllowed):
        AT_HOME.must_allow("http://receiver.example/hook")


@pytest.mark.parametrize(
    "machine",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address that is refused
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fd00::1",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_a_machine_inside_is_not_called(machine: str) -> None:
    assert not ON_THE_NET.may_connect(machine)


@pytest.mark.parametrize("machine", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "10.20.3.4"])
def test_a_machine_on_the_net_or_in_a_network_that_was_allowed_is_called(machine: str) -> None:
    assert ON_THE_NET.may_connect(machine)


async def test_a_name_that_leads_inside_is_refused_when_it_is_given() -> None:
    async def inside(host: str, port: int) -> list[str]:
        return ["10.0.0.7"]

    async def nowhere(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(AddressNotAllowed, match="private network"):
        await Outside(ON_THE_NET, resolve=inside).must_lead_out("https://receiver.example/hook")
    with pytest.raises(AddressNotAllowed, match="Nobody knows"):
        await Outside(ON_THE_NET, resolve=nowhere).must_lead_out("https://receiver.example/hook")


async def test_a_name_that_leads_inside_later_is_not_called() -> None:
    """The name is looked up once for each call, and the call goes to the machine that was looked at."""
    looked_up: list[str] = []

    async def rebound(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    async with Outside(ON_THE_NET, resolve=rebound).line() as line:
        with pytest.raises(NotLetOut):
            await line.post("https://receiver.example/hook", b"{}", headers={})

    assert looked_up == ["receiver.example"]


async def test_a_call_goes_to_the_machine_that_was_found_under_the_name_that_was_asked_for() -> None:
    async def found(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    async with a_receiver() as receiver, Outside(AT_HOME, resolve=found).line() as line:
        receiver.answers = ["200 Fine||" + "x" * 100_000]
        address = receiver.address.replace("127.0.0.1", "localhost")
        answer = await line.post(address, b"{}", headers={"webhook-id": "evt_1"})

    assert (answer.status, answer.text) == (200, "x" * 200)
    assert receiver.received[0].headers["host"] == address.split("/")[2]
