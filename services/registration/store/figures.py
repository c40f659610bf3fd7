"""The figures of a meeting: followed from change to change, so that they cost the same however many come."""

from collections.abc import Iterable, Mapping

from services.registration.domain import OBSERVER_STATES, ORGANISATIONS
from services.registration.ports import Counts, PeopleAsked
from services.registration.ports.review import ReviewCounts
from shared.contracts.registration import Category
from shared.mongo import Database
from shared.mongo.client import Document
from shared.mongo.following import Followed

GONE = frozenset({"withdrawn", "rejected"})
"""Statuses of those who do not come."""

Group = Document
"""How many participants of one delegation have one status, gender and place in the review."""

OF_PEOPLE: list[Document] = [
    {
        "$group": {
            "_id": {
                **{name: f"${name}" for name in ("category", "status", "gender", "review")},
                "part": "$delegation_id",
                "decided": {"$gt": ["$decided", None]},
                "accompanies": {"$gt": ["$accompanies", None]},
            },
            "count": {"$sum": 1},
        }
    },
    {"$replaceWith": {"$mergeObjects": ["$_id", {"count": "$count"}]}},
]
OF_DELEGATIONS: list[Document] = [{"$project": {"_id": 0, "part": "$_id", "named": {"$size": "$names"}}}]


class Figures:
    """Counts the participants and delegations of meetings, part by part of what changed."""

    def __init__(self, database: Database) -> None:
        self._people = Followed(database["participants"], part="delegation_id", counting=OF_PEOPLE)
        self._delegations = Followed(database["delegations"], part="_id", counting=OF_DELEGATIONS)

    async def counts(self, meeting_id: str) -> Counts:
        """Return the figures of a meeting; whoever accompanies somebody is not a delegate and not counted."""
        people = [one for one in await self._people.groups(meeting_id) if not one["accompanies"]]
        named = [one["named"] for one in await self._delegations.groups(meeting_id)]
        return Counts(
            meeting_id=meeting_id,
            delegations=len(named),
            named=sum(named),
            notified=sum(1 for one in named if one),
            **_of_people(people),
        )

    async def matching(self, meeting_id: str, asked: PeopleAsked) -> int | None:
        """Return how many the filters leave; None where only a look at them can tell."""
        if asked.q or asked.arrived_on:
            return None
        wanted = {"status": asked.status, "category": asked.category, "part": asked.delegation_id}
        narrow = {name: value for name, value in wanted.items() if value}
        return _sum(one for one in await self._people.groups(meeting_id) if _is(one, narrow))

    async def review(self, meeting_id: str) -> ReviewCounts:
        """Return how many registrations are where in the review; the states are those of `review_states`."""
        groups = await self._people.groups(meeting_id)
        return ReviewCounts(
            received=_sum(
                one
                for one in groups
                if one.get("review") in {"received", None} and one["status"] == "registered" and not one["decided"]
            ),
            asked=_sum(one for one in groups if _is(one, {"review": "information_requested", "status": "registered"})),
            decided=_sum(one for one in groups if one["decided"] and one["status"] not in GONE),
            approved=_sum(one for one in groups if _is(one, {"review": "approved", "status": "registered"})),
            rejected=_sum(one for one in groups if _is(one, {"review": "rejected", "status": "rejected"})),
        )


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


def _is(group: Group, wanted: Mapping[str, str]) -> bool:
    return all(group.get(name) == value for name, value in wanted.items())


def _sum(groups: Iterable[Group]) -> int:
    return sum(one["count"] for one in groups)


def _delegations(groups: Iterable[Group], categories: Iterable[Category]) -> int:
    wanted = {category.value for category in categories}
    return len({one["part"] for one in groups if one["category"] in wanted})
