"""The six languages of the United Nations: which one a person reads, and how a sentence is said in it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

from shared.messages import snake
from shared.states import read_states

LANGUAGES: Mapping[str, str] = {
    "ar": "العربية",
    "zh": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
}
"""Code and own name of each language, in the order of the United Nations."""

COMMAS = {"ar": "، ", "zh": "、"}
COOKIE = "plenary_language"
LOCALE = Path(__file__).parent / "locale"

_HOLE = re.compile(r"\{(\w+)\}")


def direction(language: str) -> str:
    """Return the writing direction of a language as HTML names it."""
    return "rtl" if language == "ar" else "ltr"


def choose_language(*wishes: str | None, accept: str = "") -> str:
    """Return the first wish that is one of the six, then the first of an Accept-Language header, then English."""
    for wish in (*wishes, *_accepted(accept)):
        short = (wish or "")[:2].lower()
        if short in LANGUAGES:
            return short
    return "en"


def _accepted(header: str) -> Iterable[str]:
    ranked = []
    for position, part in enumerate(header.split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            ranked.append((-float(weight or 1), position, tag))
        except ValueError:
            continue
    return [tag for *_, tag in sorted(ranked)]


def catalog_path(language: str) -> Path:
    """Return where the catalog of a language is kept."""
    return LOCALE / language / "LC_MESSAGES" / "plenary.po"


@lru_cache
def _translations(language: str) -> NullTranslations:
    path = catalog_path(language)
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


@lru_cache
def _sentences(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return a catalog's sentences with holes (`{name}`): what finds one said in English, and its translation."""
    path = catalog_path(language)
    if not path.exists():
        return ()
    with path.open("rb") as source:
        known = [(entry.id, entry.string) for entry in read_po(source, locale=language) if not entry.fuzzy]
    return tuple(
        (_pattern(message), said)
        for message, said in known
        if isinstance(message, str) and isinstance(said, str) and said and _is_telling(message)
    )


def _is_telling(message: str) -> bool:
    """Tell whether a sentence has holes and enough words between them to be recognised by."""
    return bool(_HOLE.search(message)) and sum(map(str.isalpha, _HOLE.sub("", message))) >= 6


def _pattern(message: str) -> re.Pattern[str]:
    seen: set[str] = set()
    parts = []
    for index, piece in enumerate(_HOLE.split(message)):
        if index % 2 == 0:
            parts.append(re.escape(piece))
        elif piece in seen:
            parts.append(f"(?P={piece})")
        else:
            seen.add(piece)
            parts.append(f"(?P<{piece}>.+?)")
    return re.compile("".join(parts), re.DOTALL)


@lru_cache(maxsize=4096)
def _recognised(language: str, message: str) -> str:
    """Return the translation of a sentence that was composed in English with values, or the sentence itself."""
    for pattern, said in _sentences(language):
        if found := pattern.fullmatch(message):
            values = found.groupdict()
            return _HOLE.sub(partial(_filled, language, values), said)
    return message


def _filled(language: str, values: Mapping[str, str], hole: re.Match[str]) -> str:
    value = values.get(hole[1], hole[0])
    return read_states().said(_translations(language).gettext(value), language) if value else value


@dataclass(frozen=True)
class Speech:
    """One language as templates and mails use it; what it returns is escaped, so a translation can hold no markup."""

    language: str
    _said: NullTranslations = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_said", _translations(self.language))

    def say(self, message: str, **values: object) -> str:
        """Return a message as plain text, `%(name)s` replaced; one that was composed with values is recognised."""
        text = self._said.gettext(message) if message else ""
        if text == message and self.language != "en" and not values:
            text = _recognised(self.language, message)
        return text % values if values else text

    @property
    def comma(self) -> str:
        """What stands between two things named one after the other."""
        return COMMAS.get(self.language, ", ")

    def listed(self, *parts: str) -> str:
        """Return what is not empty of these one after the other, with the commas of the language."""
        return self.comma.join(filter(None, parts))

    def named(self, written: str) -> str:
        """Return the name of a delegation: a State's in this language, an organisation's as it is written."""
        return read_states().said(written, self.language)

    def place(self, written: str) -> str:
        """Return what lists in this language sort the name of a delegation by."""
        return read_states().placed(written, self.language)

    def gettext(self, message: str, **values: object) -> Markup:
        """Return a message for a page: escaped, `%(name)s` replaced by escaped values."""
        if isinstance(message, Markup):
            return message % values if values else message
        said = escape(self.say(message))
        return said % values if values else said

    def ngettext(self, one: str, many: str, count: int, **values: object) -> Markup:
        """Return the form for `count`; `%(count)s` and `%(name)s` are replaced by escaped values."""
        said = escape(self._said.ngettext(one, many, count))
        return said % {"count": count, **values}


def in_words(name: str) -> str:
    """Return a class's name as a sentence people read: "RegisterParticipant" -> "Register participant"."""
    return snake(name).replace("_", " ").capitalize()


def msg(message: str) -> str:
    """Mark a sentence in Python for the catalogs; it is said in the reader's language where it is shown."""
    return message
