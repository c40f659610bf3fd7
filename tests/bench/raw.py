"""What the servers give without us: the same insert and publish, the same fetch and upsert, in bare loops.

Run as a process of its own, `python -m tests.bench.raw LOOP MONGO_URL NATS_URL USER PASSWORD COUNT CONCURRENCY`; it
prints operations a second.
"""

import asyncio
import sys
import time

import nats
import uvloop
from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorCollection
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import ConsumerConfig
from pymongo import WriteConcern

Rows = AsyncIOMotorCollection[dict[str, object]]
SUBJECT, STREAM = "registration.raw", "REGISTRATION"
BODY = b'{"participant_id":"par_0123456789abcdef","full_name":"A person","role":"representative","language":"en"}' * 3
MAJORITY = WriteConcern(w="majority", j=True)


async def main(loop: str, mongo: str, bus: str, user: str, password: str, count: int, width: int) -> None:
    client = AsyncIOMotorClient[dict[str, object]](mongo)
    rows = client.get_database("bench", write_concern=MAJORITY)["rows"]
    await rows.drop()
    connection = await nats.connect(bus, user=user, password=password, inbox_prefix=f"_INBOX_{user}".encode())
    stream = connection.jetstream(timeout=30)
    left = iter(range(count))

    async def insert_and_publish() -> None:
        for number in left:
            await rows.insert_one({"_id": number, "meeting_id": "m", "name": "A person", "at": number})
            await stream.publish(SUBJECT, BODY, stream=STREAM)

    async def publish() -> None:
        for _ in left:
            await stream.publish(SUBJECT, BODY, stream=STREAM)

    if loop == "react":
        seconds = await fetch_and_upsert(stream, rows, count)
    else:
        work = {"write": insert_and_publish, "publish": publish}[loop]
        began = time.perf_counter()
        await asyncio.gather(*(work() for _ in range(width)))
        seconds = time.perf_counter() - began
    print(count / seconds)  # noqa: T201 - this is its answer
    await connection.close()
    client.close()


async def fetch_and_upsert(stream: JetStreamContext, rows: Rows, count: int) -> float:
    """Take `count` messages in batches, write each by itself, acknowledge."""
    config = ConsumerConfig(max_ack_pending=1_000)
    puller = await stream.pull_subscribe("registration.participant.registered.v1", "bench-raw", STREAM, config=config)
    began, done = time.perf_counter(), 0

    async def one(message: Msg) -> None:
        number = message.metadata.sequence.stream
        await rows.update_one({"_id": number}, {"$set": {"name": "x"}}, upsert=True)
        await message.ack()

    while done < count:
        messages = await puller.fetch(64, timeout=10)
        await asyncio.gather(*(one(message) for message in messages))
        done += len(messages)
    return time.perf_counter() - began


if __name__ == "__main__":
    loop, mongo, bus, user, password, count, width = sys.argv[1:]
    uvloop.run(main(loop, mongo, bus, user, password, int(count), int(width)))
