"""Where a registration is in the review, as conditions of a query that an index answers."""

from collections.abc import Mapping, Set

from services.registration.ports.review import QueueAsked
from shared.mongo.client import Document

STATES: Mapping[str, Document] = {
    "received": {"review": {"$in": ["received", None]}, "status": "registered", "decided": None},
    "asked": {"review": "information_requested", "status": "registered"},
    "decided": {"decided": {"$ne": None}, "active": True},
    "approved": {"review": "approved", "status": "registered"},
    "rejected": {"review": "rejected", "status": "rejected"},
}
"""`approved` waits for the note; who is approved and named is confirmed."""


def chosen(asked: QueueAsked, *, suspected: Set[str]) -> Document:
    """Return the condition for what was asked, but for names in notes."""
    where: Document = dict(STATES.get(asked.state, STATES["received"]))
    if asked.category:
        where["category"] = asked.category
    if asked.delegation_id:
        where["delegation_id"] = asked.delegation_id
    if asked.late:
        where["late"] = asked.late == "yes"
    if asked.duplicates:
        where["_id"] = {"$in" if asked.duplicates == "yes" else "$nin": sorted(suspected)}
    if asked.before:
        where["registered_at"] = {"$lte": asked.before}
    return where
