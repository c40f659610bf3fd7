"""Where the two tracks of each delegation stand: compared in the database, so that only what is open travels."""

from services.registration.domain import Participant
from services.registration.ports import NotRegistered, Tracks
from shared.mongo import Database
from shared.mongo.client import Document
from shared.mongo.reading import value_of

SHOWN = 200
"""At most so many rows of each kind travel; the desk works them off from the top."""

OF_ONE = 50
"""At most so many of one delegation."""

KINDS = ("to_confirm", "not_notified", "not_registered")


async def read_tracks(database: Database, meeting_id: str) -> Tracks:
    """Return whom to confirm, who is registered and not notified, who is notified and not registered."""
    found = [one async for one in database["delegations"].aggregate(_pipeline(meeting_id))]
    totals = {f"{kind}_total": sum(one[f"{kind}_total"] for one in found) for kind in KINDS}
    return Tracks(
        to_confirm=_people(found, "to_confirm"),
        not_notified=_people(found, "not_notified"),
        not_registered=tuple(_missing(one, person) for one in found for person in one["not_registered"])[:SHOWN],
        **totals,
    )


def mismatched(meeting_id: str) -> list[Document]:
    """Return the pipeline of delegations with somebody open on either side, their people inside."""
    kinds = _kinds()
    some = [{"$gt": [{"$size": kinds[kind]}, 0]} for kind in ("not_notified", "not_registered")]
    return [
        {"$match": {"meeting_id": meeting_id}},
        {"$lookup": _people_of()},
        {"$match": {"$expr": {"$or": some}}},
        {"$unset": ["_outbox", "_due"]},
        {"$sort": {"name": 1}},
    ]


def _kinds() -> Document:
    named = {"$or": [{"$in": [f"$$one.{key}", "$names.key"]} for key in ("name_key", "named_as")]}
    registered = {"$eq": ["$$one.status", "registered"]}
    there = {"$or": [{"$in": ["$$one.key", f"$people.{key}"]} for key in ("name_key", "named_as")]}
    return {
        "to_confirm": _filter("$people", {"$and": [registered, named]}),
        "not_notified": _filter("$people", {"$not": [named]}),
        "not_registered": _filter("$names", {"$not": [there]}),
    }


def _pipeline(meeting_id: str) -> list[Document]:
    first = {kind: {"$slice": [f"${kind}", OF_ONE]} for kind in KINDS}
    return [
        {"$match": {"meeting_id": meeting_id}},
        {"$lookup": _people_of()},
        {"$project": {"name": 1, **_kinds()}},
        {"$project": {"name": 1, **first, **{f"{kind}_total": {"$size": f"${kind}"} for kind in KINDS}}},
        {"$match": {"$or": [{f"{kind}_total": {"$gt": 0}} for kind in KINDS]}},
        {"$sort": {"name": 1}},
    ]


def _people_of() -> Document:
    return {
        "from": "participants",
        "localField": "_id",
        "foreignField": "delegation_id",
        "pipeline": [{"$match": {"active": True, "accompanies": None}}, {"$unset": ["_outbox", "_due"]}],
        "as": "people",
    }


def _filter(values: str, condition: Document) -> Document:
    return {"$filter": {"input": values, "as": "one", "cond": condition}}


def _people(found: list[Document], kind: str) -> tuple[Participant, ...]:
    people = [value_of(Participant, one, key="participant_id") for delegation in found for one in delegation[kind]]
    return tuple(sorted(people, key=lambda one: one.registered_at)[:SHOWN])


def _missing(delegation: Document, person: Document) -> NotRegistered:
    return NotRegistered(
        delegation_id=delegation["_id"],
        delegation=delegation["name"],
        full_name=person["full_name"],
        role=person["role"],
        email=person["email"],
    )
