"""How badges look: settings and template of each kind, and going back to an earlier version."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from services.registration.commands.fields import Language, Line
from shared.contracts.registration import BadgeCategory
from shared.messages import Command
from shared.values import Value

Colour = Annotated[str, StringConstraints(to_lower=True, pattern=r"^#[0-9A-Fa-f]{6}$")]
Template = Annotated[str, StringConstraints(max_length=60_000)]


class DesignOfBadge(Value):
    """Settings of a kind of badge; an empty template means the shipped one."""

    format: Literal["a6", "a6_on_a4", "a7", "card"] = "a6"
    band: Colour = "#0b5cad"
    fields: tuple[
        Literal["logo", "photo", "other_name", "function", "role", "delegation", "zones", "days", "code", "number"],
        ...,
    ] = Field(default=(), max_length=10)
    foot: Line = ""
    language: Language = "en"
    template: Template = ""


class EditBadgeDesign(Command, DesignOfBadge):
    """Print a kind of badge in another way."""

    meeting_id: str
    category: BadgeCategory


class VersionOfDesign(Value):
    """One version of a design."""

    number: int = Field(ge=1)


class RestoreBadgeDesign(Command, VersionOfDesign):
    """Print a kind of badge as an earlier version had it."""

    meeting_id: str
    category: BadgeCategory


class DesignNow(Value):
    """Answer: which version is printed."""

    number: int
