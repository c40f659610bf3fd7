"""How a kind of badge looks: its settings, its template where it has an own one, and all versions of both."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Self

from shared.contracts.registration import BadgeCategory
from shared.errors import NotFound, Refused
from shared.values import Aggregate, Value

MOST_VERSIONS = 40


class BadgeFormat(StrEnum):
    """Sizes of badges; `A6_ON_A4` prints four on a sheet to cut."""

    A6 = "a6"
    A6_ON_A4 = "a6_on_a4"
    A7 = "a7"
    CARD = "card"


class BadgeField(StrEnum):
    """What can be printed beside the name."""

    LOGO = "logo"
    PHOTO = "photo"
    OTHER_NAME = "other_name"
    FUNCTION = "function"
    ROLE = "role"
    DELEGATION = "delegation"
    ZONES = "zones"
    DAYS = "days"
    CODE = "code"
    NUMBER = "number"


class TemplateBroken(Refused):
    """A template cannot be set; `line` is the place in its text, where there is one."""

    next_step = "Correct the template; what is printed now stays as it was."

    def __init__(self, reason: str, *, line: int | None = None, detail: str = "") -> None:
        super().__init__(reason, field="template")
        self.line = line
        self.detail = detail


class Look(Value):
    """What of a badge is settings: format, colours, what is shown, and a line of text at the foot."""

    format: BadgeFormat = BadgeFormat.A6
    band: str = "#0b5cad"
    """Colour of the band by which stewards tell kinds of badges from afar."""
    fields: tuple[BadgeField, ...] = tuple(BadgeField)
    foot: str = ""
    language: str = "en"

    @property
    def on_band(self) -> str:
        """The colour of letters on the band, black or white, whichever stands out more (WCAG 2, relative luminance)."""
        red, green, blue = (_linear(int(self.band[at : at + 2], 16) / 255) for at in (1, 3, 5))
        luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else "#000000"


class DesignVersion(Value):
    """One version of a design; no template means the shipped one."""

    number: int
    look: Look
    template: str = ""
    by: str = ""
    at: datetime | None = None


class BadgeDesign(Aggregate):
    """The design of one kind of badge at one meeting; the last version is printed."""

    design_id: str
    meeting_id: str
    category: BadgeCategory
    versions: tuple[DesignVersion, ...] = ()

    @property
    def current(self) -> DesignVersion:
        """The version that is printed."""
        return self.versions[-1]

    def edit(self, look: Look, template: str, *, by: str, at: datetime) -> Self:
        """Make another version the one that is printed; the same again changes nothing."""
        now = self.current
        if (now.look, now.template) == (look, template):
            return self
        fresh = DesignVersion(number=now.number + 1, look=look, template=template, by=by, at=at)
        return self.next(versions=(*self.versions, fresh)[-MOST_VERSIONS:])

    def restore(self, number: int, *, by: str, at: datetime) -> Self:
        """Print an earlier version again, as the newest one."""
        earlier = next((one for one in self.versions if one.number == number), None)
        if earlier is None:
            raise NotFound("There is no such version.", field="number")
        return self.edit(earlier.look, earlier.template, by=by, at=at)


BANDS: Mapping[BadgeCategory, str] = {
    BadgeCategory.STATE_PARTY: "#0b5cad",
    BadgeCategory.OBSERVER_STATE: "#5b3fa0",
    BadgeCategory.ORGANISATION: "#1a7f37",
    BadgeCategory.MEDIA: "#9a6700",
    BadgeCategory.ACCOMPANYING: "#5c6570",
    BadgeCategory.STAFF: "#b42318",
    BadgeCategory.SERVICE: "#1f2933",
}


def design_id_of(meeting_id: str, category: BadgeCategory) -> str:
    """Return the id of the design of a kind of badge at a meeting."""
    return f"{meeting_id}:{category.value}"


def usual_design(meeting_id: str, category: BadgeCategory) -> BadgeDesign:
    """Return the design that is shipped."""
    return BadgeDesign(
        design_id=design_id_of(meeting_id, category),
        meeting_id=meeting_id,
        category=category,
        versions=(DesignVersion(number=1, look=Look(band=BANDS[category])),),
    )


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4)
