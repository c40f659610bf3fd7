"""States by name: the United Nations' short name in each language on a day, its region, its place in the order."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from anyascii import anyascii

from shared.values import Value
from shared.words import folded

KEPT_IN = "en"
"""The language in which records and events write the name of a State."""


class StateName(Value):
    """What a State is called from a day on, in the six languages; `pinyin` orders the Chinese name."""

    iso3: str
    region: str
    since: date | None = None
    names: Mapping[str, str]
    pinyin: str


class States:
    """The names of States; the order of a list follows from them (domain 2.5)."""

    def __init__(self, names: Iterable[StateName]) -> None:
        self._names: dict[str, list[StateName]] = {}
        self._written: dict[str, StateName] = {}
        self._sought: dict[str, str] = {}
        for one in sorted(names, key=lambda one: one.since or date.min):
            self._names.setdefault(one.iso3, []).append(one)
            self._written[one.names[KEPT_IN]] = one
            self._sought |= {folded(name): one.names[KEPT_IN] for name in one.names.values()}

    def on(self, iso3: str | None, day: date) -> StateName | None:
        """Return what a State is called on a day, or None for a code that is not known."""
        known = self._names.get(iso3 or "", [])
        in_use = [one for one in known if one.since is None or one.since <= day]
        return in_use[-1] if in_use else None

    def name(self, iso3: str | None, language: str, *, day: date, otherwise: str) -> str:
        """Return the name of a State in a language on a day; `otherwise` for organisations and unknown codes."""
        found = self.on(iso3, day)
        return found.names.get(language, otherwise) if found else otherwise

    def latest(self, iso3: str, language: str) -> str | None:
        """Return what a State is called now in a language, or None for a code that is not known."""
        known = self._names.get(iso3)
        return known[-1].names[language] if known else None

    def said(self, written: str, language: str) -> str:
        """Return in a language the State that records name so; what names no State stays as it is written."""
        found = self._written.get(written)
        return found.names[language] if found else written

    def placed(self, written: str, language: str) -> str:
        """Return what a list in a language sorts by, a State or an organisation as records name it."""
        found = self._written.get(written)
        if found and language == "zh":
            return found.pinyin
        key = order_key(self.said(written, language), language)
        return BEHIND + key if language in OWN_SCRIPT and key < BEHIND_LATIN else key

    def sought(self, typed: str) -> str:
        """Return the name in records of the State that somebody typed in any language; anything else as typed."""
        return self._sought.get(folded(typed), typed)

    def every_name(self, iso3: str) -> frozenset[str]:
        """Return all names of a State: now and before, in the six languages."""
        return frozenset(name for one in self._names.get(iso3, []) for name in one.names.values())

    def region(self, iso3: str | None) -> str:
        """Return the region of a State (M49); nothing for what is no State."""
        known = self._names.get(iso3 or "", [])
        return known[-1].region if known else ""

    def order(self, iso3: str | None, name: str, *, language: str, day: date) -> str:
        """Return what a list in a language sorts this name by; see `order_key`."""
        found = self.on(iso3, day)
        return found.pinyin if found and language == "zh" else order_key(name, language)


ALEF = str.maketrans("أإآٱىةؤئ", "اااايهوي")
OWN_SCRIPT = ("ar", "ru")
"""Languages whose names of States stand before what is written in Latin letters."""

BEHIND, BEHIND_LATIN = "\uffff", "\u0370"
HAN = re.compile(r"[\u3400-\u9fff]")
RUSSIAN = str.maketrans("ёЁ", "еЕ")


def order_key(name: str, language: str) -> str:
    """Return a key by which names sort as the United Nations' lists in a language do (decision 18).

    Case, accents and punctuation do not count; Arabic leaves out the article and the seat of the hamza; in Spanish ñ
    follows n; Chinese goes by the sounds.
    """
    text = name.translate(RUSSIAN) if language == "ru" else name
    if language == "zh":
        text = HAN.sub(lambda found: f" {anyascii(found[0])} ", text)
    if language == "ar":
        text = " ".join(word.removeprefix("ال") for word in text.split()).translate(ALEF)
    if language == "es":
        text = text.replace("ñ", "n\uffff").replace("Ñ", "n\uffff")
    parts = unicodedata.normalize("NFC" if language == "ru" else "NFKD", text)
    kept = (letter for letter in parts if not unicodedata.combining(letter))
    bare = "".join(letter if letter.isalnum() or letter == "\uffff" else " " for letter in kept)
    return " ".join(bare.casefold().split())
