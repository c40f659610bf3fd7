"""Where the two tracks of each delegation stand: compared in the database, so that only what is open travels."""

from typing import Any

from services.registration.domain import Participant
from services.registration.ports import NotRegistered, Tracks
from shared.mongo import Database
from shared.mongo.reading import value_of

SOON = 500
"""At most so many of each kind are returned; the desk works them off from the top."""


async def read_tracks(database: Database, meeting_id: str) -> Tracks:
    """Return whom to confirm, who is registered and not notified, who is notified and not registered."""
    found = [one async for one in database["delegations"].aggregate(_pipeline(meeting_id))]
    return Tracks(
        to_confirm=_people(found, "to_confirm"),
        not_notified=_people(found, "not_notified"),
        not_registered=tuple(_missing(one, person) for one in found for person in one["not_registered"])[:SOON],
    )


def _pipeline(meeting_id: str) -> list[dict[str, Any]]:
    named = {"$in": ["$$one.name_key", "$names.key"]}
    registered = {"$eq": ["$$one.status", "registered"]}
    there = {"$in": ["$$one.key", "$people.name_key"]}
    return [
        {"$match": {"meeting_id": meeting_id}},
        {
            "$lookup": {
                "from": "participants",
                "localField": "_id",
                "foreignField": "delegation_id",
                "pipeline": [{"$match": {"active": True}}, {"$unset": "_outbox"}],
                "as": "people",
            }
        },
        {
            "$project": {
                "name": 1,
                "to_confirm": _filter("$people", {"$and": [registered, named]}),
                "not_notified": _filter("$people", {"$not": [named]}),
                "not_registered": _filter("$names", {"$not": [there]}),
            }
        },
        {"$match": {"$or": [{f"{part}.0": {"$exists": True}} for part in Tracks.model_fields]}},
    ]


def _filter(values: str, condition: dict[str, Any]) -> dict[str, Any]:
    return {"$filter": {"input": values, "as": "one", "cond": condition}}


def _people(found: list[dict[str, Any]], part: str) -> tuple[Participant, ...]:
    people = [value_of(Participant, one, "participant_id") for delegation in found for one in delegation[part]]
    return tuple(sorted(people, key=lambda one: one.registered_at)[:SOON])


def _missing(delegation: dict[str, Any], person: dict[str, Any]) -> NotRegistered:
    return NotRegistered(
        delegation_id=delegation["_id"],
        delegation=delegation["name"],
        full_name=person["full_name"],
        role=person["role"],
        email=person["email"],
    )
