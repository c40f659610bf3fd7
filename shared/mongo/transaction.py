"""One transaction, run again while the server calls its failure passing, at the commit too."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable

from motor.motor_asyncio import AsyncIOMotorClientSession
from pymongo.errors import PyMongoError
from pymongo.read_concern import ReadConcern

from shared.mongo.client import MAJORITY, Client

LONGEST = 10.0
"""Seconds during which a transaction is tried again."""

Work = Callable[[AsyncIOMotorClientSession], Awaitable[None]]


async def in_transaction(client: Client, work: Work) -> None:
    """Run `work` and commit, as the drivers' specification of `with_transaction` says.

    Motor's own `with_transaction` commits on leaving its context, before it looks at what the commit answers: a write
    conflict found at the commit would go to the caller instead of being tried again.
    """
    until = time.monotonic() + LONGEST
    async with await client.start_session() as session:
        while True:
            session.start_transaction(ReadConcern("snapshot"), MAJORITY)
            try:
                await work(session)
                return await _commit(session, until)
            except BaseException as failure:
                if session.delegate.in_transaction:  # Motor's stub has a method where it has a property
                    await session.abort_transaction()
                if not _passing(failure, "TransientTransactionError", until):
                    raise
            await asyncio.sleep(random.uniform(0, 0.01))  # noqa: S311 - jitter, not a secret


async def _commit(session: AsyncIOMotorClientSession, until: float) -> None:
    while True:
        try:
            return await session.commit_transaction()
        except PyMongoError as failure:
            if not _passing(failure, "UnknownTransactionCommitResult", until):
                raise


def _passing(failure: BaseException, label: str, until: float) -> bool:
    return isinstance(failure, PyMongoError) and failure.has_error_label(label) and time.monotonic() < until
