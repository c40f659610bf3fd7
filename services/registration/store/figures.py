"""The figures of a meeting, by aggregation on indexed fields."""

from collections.abc import Iterable

from services.registration.domain import OBSERVER_STATES, ORGANISATIONS
from services.registration.ports import Counts
from shared.contracts.registration import Category
from shared.mongo import Database
from shared.mongo.client import Document

GONE = frozenset({"withdrawn", "rejected"})
"""Statuses of those who do not come."""

Group = Document
"""One group of the aggregation: how many participants of one delegation have one status and gender."""


async def read_counts(database: Database, meeting_id: str) -> Counts:
    """Return the figures of a meeting; a few hundred groups travel, no participants."""
    by = {name: f"${name}" for name in ("delegation_id", "category", "status", "gender")}
    people = database["participants"].aggregate(
        [{"$match": {"meeting_id": meeting_id, "accompanies": None}}, {"$group": {"_id": by, "count": {"$sum": 1}}}]
    )
    groups: list[Group] = [{**one["_id"], "count": one["count"]} async for one in people]
    totals = database["delegations"].aggregate(
        [
            {"$match": {"meeting_id": meeting_id}},
            {"$project": {"named": {"$size": "$names"}}},
            {
                "$group": {
                    "_id": None,
                    "delegations": {"$sum": 1},
                    "named": {"$sum": "$named"},
                    "notified": {"$sum": {"$cond": [{"$gt": ["$named", 0]}, 1, 0]}},
                }
            },
            {"$unset": "_id"},
        ]
    )
    of_delegations = [one async for one in totals]
    return Counts(meeting_id=meeting_id, **(of_delegations[0] if of_delegations else {}), **_of_people(groups))


def _of_people(groups: list[Group]) -> dict[str, int]:
    active = [one for one in groups if one["status"] not in GONE]
    present = [one for one in groups if one["status"] == "present"]
    return {
        "registered": _sum(active),
        "confirmed": _sum(one for one in active if one["status"] in {"confirmed", "present"}),
        "present": _sum(present),
        "withdrawn": _sum(one for one in groups if one["status"] == "withdrawn"),
        "rejected": _sum(one for one in groups if one["status"] == "rejected"),
        "women": _sum(one for one in active if one["gender"] == "female"),
        "states_parties_present": _delegations(present, {Category.STATE_PARTY}),
        "observer_states_present": _delegations(present, OBSERVER_STATES),
        "organisations_present": _delegations(present, ORGANISATIONS),
    }


def _sum(groups: Iterable[Group]) -> int:
    return sum(one["count"] for one in groups)


def _delegations(groups: Iterable[Group], categories: Iterable[Category]) -> int:
    wanted = {category.value for category in categories}
    return len({one["delegation_id"] for one in groups if one["category"] in wanted})
