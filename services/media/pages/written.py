"""The form in which a release is written: one language at a time, principals by name, datelines with commas."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BeforeValidator, Field

from services.media.domain.press import Representative
from services.media.domain.release import Release, text_in
from shared.contracts.media import Language, Principal, Quote, ReleaseContent, ReleaseKind, ReleaseText
from shared.pages import Choice, Form, msg
from shared.values import LongText, Text, Value

KINDS = (
    Choice(ReleaseKind.PRESS_RELEASE, msg("Press release")),
    Choice(ReleaseKind.ADVISORY, msg("Media advisory: What, When, Who, Where, Why")),
)
QUOTE_ROWS = 2


def _with_plain_breaks(typed: object) -> object:
    return typed.replace("\r\n", "\n") if isinstance(typed, str) else typed


Paragraphs = Annotated[LongText, BeforeValidator(_with_plain_breaks), Field(min_length=1)]


class Written(Value):
    """What the form holds; `reason` is asked for corrections only."""

    kind: ReleaseKind = ReleaseKind.PRESS_RELEASE
    language: Language = "en"
    headline: Text
    subheading: str = Field(default="", max_length=300)
    body: Paragraphs
    datelines: str = Field(default="", max_length=300)
    on_behalf_of: tuple[Principal, ...] = Field(min_length=1)
    quotes: tuple[Quote, ...] = ()
    contact: str = Field(default="", max_length=300)
    boilerplate: LongText = ""
    reason: str = Field(default="", max_length=300)

    def content(self, before: ReleaseContent | None = None) -> ReleaseContent:
        """Return the content with this text in place of the one in its language; the other languages stay."""
        text = ReleaseText(
            language=self.language,
            headline=self.headline,
            subheading=self.subheading,
            body=self.body,
            quotes=self.quotes,
            boilerplate=self.boilerplate,
        )
        others = [one for one in (before.texts if before else ()) if one.language != self.language]
        first = before is not None and before.texts[0].language == self.language
        return ReleaseContent(
            on_behalf_of=self.on_behalf_of,
            texts=tuple([text, *others] if first else [*others, text]),
            datelines=tuple(city for part in self.datelines.split(",") if (city := part.strip())),
            contact=self.contact,
            required_languages=before.required_languages if before else (self.language,),
        )


def filled(release: Release, language: str) -> Form:
    """Return the form filled with a release's text in a language; empty texts where there is none yet."""
    content = release.content
    text = text_in(content, language)
    same = text.language == language
    quotes = {
        f"quotes.{number}.{name}": value
        for number, quote in enumerate(text.quotes if same else ())
        for name, value in (("principal", quote.principal), ("text", quote.text))
    }
    texts = {name: getattr(text, name) for name in ("headline", "subheading", "body", "boilerplate")} if same else {}
    return Form.of(
        kind=release.kind,
        language=language,
        datelines=", ".join(content.datelines),
        on_behalf_of=content.on_behalf_of,
        contact=content.contact,
        **texts,
        **quotes,
    )


def quote_rows(form: Form) -> int:
    """Return how many rows for quotes to show: those filled in, and some to spare."""
    filled_in = [name for name in form.values if name.startswith("quotes.") and name.endswith(".text")]
    return max(len([name for name in filled_in if form.text(name)]) + 1, QUOTE_ROWS)


def principals(known: Sequence[Representative], release: Release | None) -> list[str]:
    """Return who can be spoken for: the President, the unit, States with a representative, those in the text."""
    named = [one.principal for one in known]
    there = release.principals if release else ()
    return list(dict.fromkeys(["president", "isu", *sorted(named), *there]))
