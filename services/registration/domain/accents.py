"""The colour of a convention: one for light pages, one for dark ones, both readable (WCAG 1.4.3)."""

from typing import Self

from pydantic import Field, model_validator

from shared.values import Value

READABLE = 4.5
ON_LIGHT = ("#ffffff", "#f7f7f5")
ON_DARK = ("#1b1d20", "#131416", "#10161d")
"""Papers and grounds of the style sheet, and what is written on the colour itself."""

HEX = r"^#[0-9a-f]{6}$"


class Accent(Value):
    """Two colours; one that cannot be read where it is used is no accent."""

    light: str = Field(pattern=HEX)
    dark: str = Field(pattern=HEX)

    @model_validator(mode="after")
    def _must_be_readable(self) -> Self:
        for colour, grounds in ((self.light, ON_LIGHT), (self.dark, ON_DARK)):
            if any(contrast(colour, ground) < READABLE for ground in grounds):
                raise ValueError(f"{colour} cannot be read on {' and '.join(grounds)}: contrast below {READABLE}")
        return self


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2, between 1 and 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
