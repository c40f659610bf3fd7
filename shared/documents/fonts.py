"""Which fonts papers are set in, and which scripts this machine cannot show."""

from collections.abc import Collection

from shared.values import Value

PREFERRED = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Naskh Arabic",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Libertinus Serif",
)
"""In the order they are tried for each letter; the last comes with the typesetter: Latin, Greek, Cyrillic."""

_SCRIPTS = (
    ("ar", ("Noto Sans Arabic", "Noto Naskh Arabic"), "fonts-noto-core"),
    ("zh", ("Noto Sans CJK SC", "Noto Sans SC"), "fonts-noto-cjk"),
)


class Lacking(Value):
    """A language whose letters no installed font has, and the Debian package that brings them."""

    language: str
    package: str


def lacking(families: Collection[str]) -> tuple[Lacking, ...]:
    """Return the languages that papers cannot be set in with these font families."""
    return tuple(
        Lacking(language=language, package=package)
        for language, fonts, package in _SCRIPTS
        if not any(font in families for font in fonts)
    )


def usable(families: Collection[str]) -> tuple[str, ...]:
    """Return the preferred families that are there, so that a template names none in vain."""
    return tuple(font for font in PREFERRED if font in families)
