"""A release: its text by version, its clearances, its embargo, and the editions that went out."""

import re
from enum import StrEnum

from shared.contracts.media import Principal, ReleaseContent, ReleaseKind, ReleaseText
from shared.values import Aggregate, Instant, Value


class Status(StrEnum):
    """Where a release is between the first draft and the archive."""

    DRAFTED = "drafted"
    CLEARANCE_REQUESTED = "clearance_requested"
    CLEARED = "cleared"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class TextClearance(Value):
    """A principal's word that one version of the text may go out (P2: who, when, which version)."""

    principal: Principal
    by: str
    at: Instant
    text_version: int


class ChangeRequest(Value):
    """What a principal wants changed in one version of the text."""

    principal: Principal
    by: str
    at: Instant
    text_version: int
    reason: str


class Edition(Value):
    """One version of the text as it went out; it stays in the archive when a correction follows (P5)."""

    text_version: int
    content: ReleaseContent
    published_at: Instant
    correction: str = ""
    """Why it corrects the edition before it; empty for the first."""


class Release(Aggregate):
    """One release; `content` is the text being worked on, `editions` are those that went out, oldest first."""

    release_id: str
    kind: ReleaseKind
    meeting_id: str | None = None
    status: Status = Status.DRAFTED
    content: ReleaseContent
    text_version: int = 1
    text_clearances: tuple[TextClearance, ...] = ()
    change_requests: tuple[ChangeRequest, ...] = ()
    embargo_until: Instant | None = None
    embargo_zone: str = "Europe/Zurich"
    editions: tuple[Edition, ...] = ()
    correction: str = ""
    withdrawal: str = ""
    drafted_by: str = ""
    answer_to: str | None = None
    """Mail address of the officer who asked for the clearances; requests for changes go there."""
    changed_at: Instant
    side_event_id: str | None = None
    side_event_version: int = 0

    @property
    def principals(self) -> tuple[Principal, ...]:
        """Everyone on whose behalf the text speaks or whom it quotes, each once (P2)."""
        quoted = [quote.principal for text in self.content.texts for quote in text.quotes]
        return tuple(dict.fromkeys([*self.content.on_behalf_of, *quoted]))

    def clearance(self, principal: Principal) -> TextClearance | None:
        """Return the principal's clearance of the version at hand."""
        return next((one for one in self.valid_clearances if one.principal == principal), None)

    @property
    def valid_clearances(self) -> tuple[TextClearance, ...]:
        """The clearances of the version at hand; those of earlier versions stay on record but do not count (P1)."""
        return tuple(one for one in self.text_clearances if one.text_version == self.text_version)

    @property
    def missing_clearances(self) -> tuple[Principal, ...]:
        """The principals who have not cleared the version at hand."""
        cleared = {one.principal for one in self.valid_clearances}
        return tuple(principal for principal in self.principals if principal not in cleared)

    @property
    def headline(self) -> str:
        """The headline in the first language of the text being worked on."""
        return self.content.texts[0].headline

    @property
    def latest(self) -> Edition | None:
        """The edition that stands, if any went out."""
        return self.editions[-1] if self.editions else None

    def edition(self, text_version: int) -> Edition | None:
        """Return the edition of one text version, if it went out."""
        return next((one for one in self.editions if one.text_version == text_version), None)


def paragraphs(body: str) -> list[str]:
    """Return the paragraphs of a text: what blank lines separate."""
    return [one.strip() for one in re.split(r"\r?\n\s*\n", body) if one.strip()]


def text_in(content: ReleaseContent, language: str) -> ReleaseText:
    """Return the text in `language`, else in English, else the first."""
    by_language = {text.language: text for text in content.texts}
    fallback = by_language.get("en", content.texts[0])
    return next((text for text in content.texts if text.language == language), fallback)
