"""Sponsored delegates who are expected and not yet notified or registered (S7)."""

from services.registration.domain import Expectation
from services.registration.ports import Expected
from shared.mongo import Database, find_all


async def read_expected(database: Database, meeting_id: str) -> list[Expected]:
    """Return who is expected while a track is open, by State."""
    expectations = await find_all(
        database["expectations"],
        {"meeting_id": meeting_id, "active": True},
        Expectation,
        key="offer_id",
        sort=(("state", 1), ("_id", 1)),
    )
    if not expectations:
        return []
    keys = sorted({one.name_key for one in expectations})
    named = database["delegations"].find(
        {"meeting_id": meeting_id, "names.key": {"$in": keys}}, {"state": 1, "names.key": 1}
    )
    notified = {(one["state"], name["key"]) async for one in named for name in one["names"]}
    people = database["participants"].find(
        {"meeting_id": meeting_id, "active": True, "name_key": {"$in": keys}}, {"state": 1, "name_key": 1}
    )
    registered = {(one["state"], one["name_key"]) async for one in people}
    rows = [_expected(one, notified, registered) for one in expectations]
    return [one for one in rows if not (one.notified and one.registered)]


def _expected(one: Expectation, notified: set[tuple[str, str]], registered: set[tuple[str, str]]) -> Expected:
    place = (one.state, one.name_key)
    return Expected(
        offer_id=one.offer_id,
        state=one.state,
        delegate=one.delegate,
        notified=place in notified,
        registered=place in registered,
        accepted_at=one.accepted_at,
    )
