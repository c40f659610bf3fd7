"""The texts of a mailing: one a language, with placeholders that are known."""

import re
from collections.abc import Mapping, Sequence

from shared.contracts.registration.mailings import MailText
from shared.errors import Refused
from shared.values import Value

PLACEHOLDERS = ("name", "delegation", "meeting", "opens", "closes", "venue", "city", "deadline", "link")
"""What a text may name as %(name)s; `link` is the person's own page."""

_HOLE = re.compile(r"%\((\w+)\)s")


class UnknownPlaceholder(Refused):
    """A text names something that is not known of a recipient."""

    next_step = "Use %(name)s, %(delegation)s, %(meeting)s, %(opens)s, %(closes)s, %(city)s, %(deadline)s or %(link)s."


class EnglishMissing(Refused):
    """A mailing has no English text, which stands in where a language is missing."""

    next_step = "Write the English text first."


class TextTwice(Refused):
    """There are two texts in one language."""

    next_step = "Keep one of them."


class Written(Value):
    """One mail as one person receives it; `link` in the body is still to be put in."""

    subject: str
    body: str

    @property
    def names_link(self) -> bool:
        """Tell whether the body has a place for the person's own link."""
        return "%(link)s" in self.body


def sound(texts: Sequence[MailText]) -> tuple[MailText, ...]:
    """Return texts that can be sent: English among them, each language once, every placeholder known."""
    languages = [one.language for one in texts]
    if "en" not in languages:
        raise EnglishMissing("There is no English text.", field="texts")
    if len(set(languages)) < len(languages):
        raise TextTwice("There are two texts in one language.", field="texts")
    for one in texts:
        unknown = set(_HOLE.findall(one.subject + one.body)) - set(PLACEHOLDERS)
        if unknown or "%(link)s" in one.subject:
            raise UnknownPlaceholder("A text names something that is not known of a recipient.", field="texts")
    return tuple(texts)


def write(texts: Sequence[MailText], language: str, about: Mapping[str, str]) -> Written:
    """Return the mail in a language, else in English, with what is known put in its places."""
    text = next((one for one in texts if one.language == language), None)
    text = text or next(one for one in texts if one.language == "en")
    return Written(subject=_filled(text.subject, about), body=_filled(text.body, about))


def _filled(text: str, about: Mapping[str, str]) -> str:
    """Put values in; only `link` stays, and a lone per cent sign is kept as it is."""
    return _HOLE.sub(lambda hole: hole[0] if hole[1] == "link" else about.get(hole[1], ""), text)
