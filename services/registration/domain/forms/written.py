"""What people write: marks that change nothing are taken off, what hides how a name reads is refused."""

import unicodedata

from services.registration.domain.forms.refusals import NameUnclear

MARKS = dict.fromkeys((0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF))
"""Zero-width space, directional marks and byte order mark: they come along when text is copied, and mean nothing."""

OVERRIDES = frozenset((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Embeddings, overrides and isolates: they make a text read differently from what it says."""

NO_LETTERS = frozenset({"Cc", "Co", "Cs", "Cn", "So"})
"""Categories of characters that stand in no name: controls, private use, pictures (emoji)."""


def without_marks(text: str) -> str:
    """Return a text without marks that nobody sees and without blanks around it."""
    return text.translate(MARKS).strip()


def sound_name(name: str) -> str:
    """Return a person's name as it is kept, or refuse one that no one could read out."""
    bare = " ".join(without_marks(name).split())
    if any(ord(letter) in OVERRIDES for letter in bare):
        raise NameUnclear("The name has hidden characters that change how it reads.", field="full_name")
    if any(unicodedata.category(letter) in NO_LETTERS for letter in bare):
        raise NameUnclear("The name has a picture or a sign that is no part of a name.", field="full_name")
    if not any(letter.isalpha() for letter in bare):
        raise NameUnclear("There is no letter in this name.", field="full_name")
    return bare
