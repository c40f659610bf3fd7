"""What each service may do on a real bus, and what it may not."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import nats
import pytest
from nats.aio.client import Client
from nats.errors import Error, TimeoutError
from nats.js.api import ConsumerConfig
from nats.js.errors import APIError

from deploy.grants import grants, hears
from deploy.local import programs
from deploy.local.child import Child
from deploy.local.home import Home
from deploy.local.ports import free_port
from deploy.local.probes import answers
from deploy.permissions import SETUP, NatsUser, inbox, permissions_of, setup_permissions
from deploy.services import SERVICES, Durable
from deploy.streams import declare_streams, stream
from tests.stacks import until

SECRET = "for-tests"  # noqa: S105 - the password of a server that lives as long as this test


ADVISORY = Durable(stream="SIDE_EVENTS", name="media-draft_advisory")
SEAT = Durable(stream="REGISTRATION", name="side_events-release_seat")
PUBLISHED = "side_events.side_event.published.v1"


class Bus:
    """Connections to one bus, by user."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._clients: list[Client] = []
        self.denied: list[str] = []

    async def connect(self, user: str) -> Client:
        client = await nats.connect(
            self.url, user=user, password=SECRET, inbox_prefix=inbox(user).encode(), error_cb=self._note
        )
        self._clients.append(client)
        return client

    async def _note(self, error: Exception) -> None:
        self.denied.append(str(error))

    async def denials(self, many: int) -> int:
        """Return how often something was denied, once it was so often: what is denied is told on the side."""

        async def told() -> bool:
            return len(self.denied) >= many

        await until(told)
        return len(self.denied)

    async def close(self) -> None:
        for client in self._clients:
            await client.close()


@pytest.fixture
async def bus(tmp_path: Path) -> AsyncIterator[Bus]:
    users = (
        NatsUser(name="media", password=SECRET, permissions=permissions_of("media", [ADVISORY])),
        NatsUser(name="side_events", password=SECRET, permissions=permissions_of("side_events", [SEAT])),
        NatsUser(name=SETUP, password=SECRET, permissions=setup_permissions()),
    )
    port, monitor, home = free_port(), free_port(), Home(tmp_path)
    child = Child(programs.bus(home, users, port=port, monitor=monitor), log=home.log("bus"), tell=logging.warning)
    await child.start()
    await child.until_ready(lambda: answers(monitor, "/healthz"), within=60)
    connections = Bus(f"nats://127.0.0.1:{port}")
    await declare_streams(await connections.connect(SETUP))
    yield connections
    await connections.close()
    await child.stop()


def test_a_hearer_may_ask_for_its_own_durable_only() -> None:
    assert permissions_of("media", [ADVISORY]).publish == (
        "media.>",
        "$JS.API.CONSUMER.INFO.SIDE_EVENTS.media-draft_advisory",
        "$JS.API.CONSUMER.CREATE.SIDE_EVENTS.media-draft_advisory",
        "$JS.API.CONSUMER.DURABLE.CREATE.SIDE_EVENTS.media-draft_advisory",
        "$JS.API.CONSUMER.MSG.NEXT.SIDE_EVENTS.media-draft_advisory",
        "$JS.API.CONSUMER.CREATE.SIDE_EVENTS.media-draft_advisory.>",
        "$JS.ACK.SIDE_EVENTS.media-draft_advisory.>",
    )


def test_only_a_passing_durable_may_be_removed() -> None:
    lasting, passing = (
        permissions_of("media", [ADVISORY.model_copy(update={"passing": one})]) for one in (False, True)
    )
    removal = "$JS.API.CONSUMER.DELETE.SIDE_EVENTS.media-draft_advisory"
    assert (removal in lasting.publish, removal in passing.publish) == (False, True)


def test_every_durable_of_every_service_is_granted() -> None:
    granted = {one.name for grant in grants().values() for one in grant.durables}
    assert {one.durable for service in SERVICES for one in hears(service)} <= granted


@pytest.mark.real
async def test_a_service_tells_its_facts_and_hears_those_of_another(bus: Bus) -> None:
    teller, hearer = await bus.connect("side_events"), await bus.connect("media")
    sent = await teller.jetstream().publish(PUBLISHED, b"{}", stream="SIDE_EVENTS", headers={"Nats-Msg-Id": "1"})
    again = await teller.jetstream().publish(PUBLISHED, b"{}", stream="SIDE_EVENTS", headers={"Nats-Msg-Id": "1"})
    reading = await hearer.jetstream().pull_subscribe(
        PUBLISHED, durable=ADVISORY.name, stream=ADVISORY.stream, inbox_prefix=b"_INBOX_media."
    )
    (message,) = await reading.fetch(1, timeout=60)
    await message.ack_sync()
    assert (sent.seq, again.duplicate, message.subject, bus.denied) == (1, True, PUBLISHED, [])


@pytest.mark.real
async def test_a_service_hears_its_own_facts_live(bus: Bus) -> None:
    media = await bus.connect("media")
    live = await media.subscribe("media.>")
    await media.jetstream().publish("media.release.cleared.v1", b"{}", stream="MEDIA")
    assert (await live.next_msg(timeout=60)).subject == "media.release.cleared.v1"


@pytest.mark.real
async def test_a_service_cannot_tell_in_the_name_of_another(bus: Bus) -> None:
    media = await bus.connect("media")
    with pytest.raises((TimeoutError, Error)):
        await media.jetstream().publish("side_events.side_event.published.v1", b"{}", stream="SIDE_EVENTS", timeout=1)
    info = await (await bus.connect(SETUP)).jetstream().stream_info("SIDE_EVENTS")
    assert (info.state.messages, await bus.denials(1)) == (0, 1)


@pytest.mark.real
@pytest.mark.parametrize(("on", "name"), [("REGISTRATION", "side_events-release_seat"), ("REGISTRATION", "media-peek")])
async def test_a_service_cannot_read_by_a_durable_not_its_own(bus: Bus, on: str, name: str) -> None:
    media = await bus.connect("media")
    config = ConsumerConfig(durable_name=name)
    with pytest.raises((TimeoutError, Error)):
        await media.jetstream(timeout=1).add_consumer(on, config)
    assert await bus.denials(1) == 1


@pytest.mark.real
async def test_a_service_cannot_listen_to_another_live_or_to_its_answers(bus: Bus) -> None:
    media, side_events = await bus.connect("media"), await bus.connect("side_events")
    own, others = await media.subscribe("media.>"), await media.subscribe("side_events.>")
    answers_to_others = await media.subscribe("_INBOX_side_events.>")
    await side_events.jetstream().publish(PUBLISHED, b"{}", stream="SIDE_EVENTS")
    await media.publish("media.release.cleared.v1", b"{}")
    await own.next_msg(timeout=60)
    assert (others.pending_msgs, answers_to_others.pending_msgs) == (0, 0)


@pytest.mark.real
async def test_a_service_cannot_administer_streams(bus: Bus) -> None:
    js = (await bus.connect("media")).jetstream(timeout=1)
    for act in (js.purge_stream("MEDIA"), js.delete_stream("MEDIA"), js.update_stream(stream("media"))):
        with pytest.raises((TimeoutError, Error)):
            await act
    assert await bus.denials(3) == 3


@pytest.mark.real
async def test_the_set_up_user_tells_nothing(bus: Bus) -> None:
    setup = await bus.connect(SETUP)
    with pytest.raises((TimeoutError, Error)):
        await setup.jetstream().publish("media.release.cleared.v1", b"{}", stream="MEDIA", timeout=1)
    assert await bus.denials(1) == 1


@pytest.mark.real
async def test_streams_are_declared_again_without_harm(bus: Bus) -> None:
    setup = await bus.connect(SETUP)
    await declare_streams(setup)
    config = (await setup.jetstream().stream_info("MEDIA")).config
    assert (config.allow_msg_schedules, config.allow_direct, config.duplicate_window) == (True, True, 300)


@pytest.mark.real
async def test_a_wrong_password_is_refused(bus: Bus) -> None:
    stranger = Client()
    with pytest.raises((APIError, Error)):
        await stranger.connect(bus.url, user="media", password=SECRET[1:], allow_reconnect=False)
    await stranger.close()
