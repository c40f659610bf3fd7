"""When two written names are the same person's: whatever their case, accents and spacing."""

import re
import unicodedata


def name_key(full_name: str) -> str:
    """Return what two spellings of one name share: no case, no accents, single spaces."""
    parts = unicodedata.normalize("NFKD", full_name)
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def slug(name: str) -> str:
    """Return a name as part of an address: `Mines Action Canada` -> `mines-action-canada`."""
    return re.sub(r"[^a-z0-9]+", "-", name_key(name)).strip("-")
