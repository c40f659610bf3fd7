"""How a store fetches one page of a list: by the last row seen, never by a count of rows before it."""

from shared.pages.lists import Listing


def keyset(listing: Listing, *, field: str, key: str = "_id") -> tuple[dict[str, object], list[tuple[str, int]]]:
    """Return MongoDB's filter and sort for the page after `listing.after` (the last row's `field` and `key`).

    `field` must be present and of one type in every document; an index over `(field, key)` serves both ways.
    """
    way = -1 if listing.descending else 1
    order = [(field, way), (key, way)] if field != key else [(key, way)]
    if len(listing.after) != 2:
        return {}, order
    value, last = listing.after
    beyond = "$lt" if listing.descending else "$gt"
    if field == key:
        return {key: {beyond: last}}, order
    return {"$or": [{field: {beyond: value}}, {field: value, key: {beyond: last}}]}, order
