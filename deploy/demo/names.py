"""Names by region: as their bearers write them, without accents, and as addresses under example.org."""

import re
import unicodedata
from collections.abc import Mapping
from random import Random

from deploy.demo.facts import NamePool
from shared.contracts.registration import Gender
from shared.values import Value

NATIVE_SCRIPT = 0.45
"""Of those whose name has another script, how many write it so; the others write Latin letters."""

_LETTERS = str.maketrans({"ø": "o", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ß": "ss", "œ": "oe", "ı": "i", "ə": "e"})


class Named(Value):
    """One name: as written, without accents (the same name to registration), its address and language."""

    written: str
    plain: str
    email: str
    language: str


class Namer:
    """Gives names that are used once."""

    def __init__(self, pools: Mapping[str, NamePool], chance: Random) -> None:
        self._pools = dict(sorted(pools.items()))
        self._chance = chance
        self._taken: set[str] = set()

    def name(self, pool: str, gender: Gender, *, place: str) -> Named:
        """Return a new name; `international` takes any pool."""
        chosen = self._pools[self._chance.choice(list(self._pools)) if pool == "international" else pool]
        latin, written = self._fresh(chosen, gender)
        return Named(
            written=written,
            plain=unaccented(written),
            email=f"{address_of(latin)}@{place}.example.org",
            language=chosen.language,
        )

    def _fresh(self, pool: NamePool, gender: Gender) -> tuple[str, str]:
        """Return a name in Latin letters and as written; a second given name is added when all are taken."""
        givens = pool.women if gender is Gender.FEMALE else pool.men
        if gender in {Gender.OTHER, Gender.UNDISCLOSED}:
            givens = pool.women + pool.men
        for tries in range(200):
            given = [self._chance.choice(givens) for _ in range(1 if tries < 40 else 2)]
            parts = [self._chance.choice(pool.families), *given]
            ordered = parts if pool.family_first else [*given, parts[0]]
            latin = " ".join(one.split("|")[0] for one in ordered)
            key = address_of(latin)
            if key not in self._taken and len(set(given)) == len(given):
                self._taken.add(key)
                return latin, self._written(latin, ordered, pool)
        raise ValueError("A pool of names is too small.")

    def _written(self, latin: str, ordered: list[str], pool: NamePool) -> str:
        if "|" not in ordered[0] or self._chance.random() > NATIVE_SCRIPT:
            return latin
        native = [one.split("|")[1] for one in ordered]
        return ("" if pool.family_first else " ").join(native)


def unaccented(name: str) -> str:
    """Return a name without accents, as many notes verbales write it."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(one for one in parts if not unicodedata.combining(one))


def address_of(latin: str) -> str:
    """Return the part before the @ of a mail address: `Zoë O'Hara` -> `zoe.ohara`."""
    plain = unaccented(latin.casefold().translate(_LETTERS))
    return re.sub(r"[^a-z0-9-]+", ".", plain.replace("'", "").replace("ʻ", "")).strip(".")
