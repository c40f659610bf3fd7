"""When two written names are the same person's: whatever their case, accents and spacing."""

import re

from anyascii import anyascii

from shared.words import folded, words_of


def name_key(full_name: str) -> str:
    """Return what two spellings of one name share: no case, no accents, single spaces."""
    return folded(full_name)


def latin(full_name: str) -> str:
    """Return a name in plain Latin letters, its words sorted: two scripts, two orders, one name."""
    plain = full_name if full_name.isascii() else anyascii(full_name)
    return " ".join(sorted(name_key(plain).replace("-", " ").replace(",", " ").split()))


def named_words(full_name: str, *beside: str) -> tuple[str, ...]:
    """Return the words to find somebody by: the name as it is written and in Latin letters, and what stands beside."""
    return words_of(full_name, latin(full_name), *beside)


def slug(name: str) -> str:
    """Return a name as part of an address: `Mines Action Canada` -> `mines-action-canada`."""
    return re.sub(r"[^a-z0-9]+", "-", name_key(name)).strip("-")
