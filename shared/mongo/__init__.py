"""MongoDB: the driver's one home; replacing Motor by PyMongo's async client is a change of this folder alone."""

from shared.mongo.backend import MongoBackend
from shared.mongo.client import Away, Collection, Database, connect, database_of
from shared.mongo.indexes import NEXT_STEP, Broken, breaking, ensure_indexes
from shared.mongo.reading import find_all, find_one, found_in, read_each, read_page, value_of
from shared.mongo.searching import Paging, having, keep_words, read_found

__all__ = [
    "NEXT_STEP",
    "Away",
    "Broken",
    "Collection",
    "Database",
    "MongoBackend",
    "Paging",
    "breaking",
    "connect",
    "database_of",
    "ensure_indexes",
    "find_all",
    "find_one",
    "found_in",
    "having",
    "keep_words",
    "read_each",
    "read_found",
    "read_page",
    "value_of",
]
