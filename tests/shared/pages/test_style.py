"""The style sheet: readable, mirrored, printable, by the system's wish."""

import re

import pytest

from shared.pages.files import STATIC

SHEET = (STATIC / "plenary.css").read_text()
LIGHT, DARK = SHEET.split("@media (prefers-color-scheme: dark)", 1)

TEXTS = [("ink", "ground"), ("ink", "paper"), ("soft", "ground"), ("soft", "paper"), ("soft", "sunk")]
TEXTS += [("accent", "ground"), ("accent", "paper"), ("on-accent", "accent")]
TEXTS += [(state, f"{state}-tint") for state in ("waiting", "in_hand", "done", "problem", "off")]
TEXTS += [("problem", "paper"), ("problem", "ground"), ("paper", "problem")]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours(sheet: str) -> dict[str, str]:
    block = sheet[sheet.index(":root {") : sheet.index("}", sheet.index(":root {"))]
    return {name: _full(value) for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block)}


def _full(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(letter * 2 for letter in colour[1:])


@pytest.mark.parametrize("sheet", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_stands_out_from_its_ground(sheet: str, text: str, ground: str) -> None:
    named = colours(sheet)
    assert contrast(named[text], named[ground]) >= 4.5


def test_the_sheet_mirrors_by_itself() -> None:
    physical = r"[\s;{](?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)|float:|[\s;{](?:left|right):"
    assert re.findall(physical, SHEET) == []


def test_there_are_five_sizes_of_type() -> None:
    assert len(re.findall(r"--t\d:", LIGHT)) == 5


@pytest.mark.parametrize("wish", ["prefers-color-scheme: dark", "prefers-reduced-motion", "print", "forced-colors"])
def test_the_systems_wishes_are_heard(wish: str) -> None:
    assert wish in SHEET


def test_nothing_comes_from_elsewhere() -> None:
    sources = [file.read_text() for file in STATIC.iterdir() if file.suffix in (".css", ".js")]
    assert not [found for source in sources for found in re.findall(r"https?://|@import|eval\(", source)]
