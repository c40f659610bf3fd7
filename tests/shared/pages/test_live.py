"""Live updates: told to those who listen, bounded for those who do not keep up."""

import asyncio

from shared.pages import LiveHub
from shared.pages.live import RELOAD, as_events


async def test_a_listener_hears_its_topics_and_no_other() -> None:
    hub = LiveHub()
    heard = hub.subscribe(["meeting:1", "meeting:2"])
    first = asyncio.ensure_future(anext(heard))
    await asyncio.sleep(0)
    hub.publish("meeting:3", {"what": "other"})
    hub.publish("meeting:2", {"what": "participant"})
    assert await first == {"topic": "meeting:2", "what": "participant"}
    await heard.aclose()
    assert hub.listeners == 0


async def test_who_falls_behind_is_told_to_reload_and_holds_no_more_than_the_queue() -> None:
    hub = LiveHub(queue=3)
    heard = hub.subscribe(["meeting:1"])
    first = asyncio.ensure_future(anext(heard))
    await asyncio.sleep(0)
    for number in range(4):
        hub.publish("meeting:1", {"n": number})
    assert await first == RELOAD
    hub.publish("meeting:1", {"n": 4})
    assert await anext(heard) == {"topic": "meeting:1", "n": 4}
    await heard.aclose()


async def test_silence_is_broken_by_a_heartbeat() -> None:
    heard = LiveHub(heartbeat=0.001).subscribe(["meeting:1"])
    assert await anext(heard) is None
    await heard.aclose()


async def test_the_stream_is_written_as_server_sent_events_and_ends_with_the_hub() -> None:
    hub = LiveHub()
    lines = as_events(hub.subscribe(["meeting:1"]))
    assert (await anext(lines)).startswith("retry: ")
    second = asyncio.ensure_future(anext(lines))
    await asyncio.sleep(0)
    hub.publish("meeting:1", {"what": "line\nbreak"})
    assert await second == 'data: {"topic": "meeting:1", "what": "line\\nbreak"}\n\n'
    rest = asyncio.ensure_future(anext(lines, "end"))
    await asyncio.sleep(0)
    hub.close()
    assert await rest == "end"
    assert hub.listeners == 0


async def test_telling_nobody_costs_nothing() -> None:
    LiveHub().publish("meeting:1")
