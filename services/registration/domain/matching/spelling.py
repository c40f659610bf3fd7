"""How a name is taken apart before it is compared: letters of any script, parts, particles, initials, family name."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from shared.values import Value

TITLES = re.compile(
    r"^(?:(?:h\.\s?e|s\.\s?e|mrs?|ms|miss|mx|dr|prof|amb|ambassador|hon|sra?|mme|mlle|ing|eng|gen|col|maj|capt|lt)"
    r"(?:\.\s*|\s+))+",
    re.IGNORECASE,
)
ARTICLES = frozenset(("al", "el", "ul", "ad", "ar", "as", "az"))
LINKS = "bn bin ibn ben bint de la del las los da do dos das di du des le van von der den ter zu y e"
PARTICLES = ARTICLES | frozenset(LINKS.split(" "))
"""Words between names that people leave out or write together; they decide nothing."""

ARABIC_ARTICLE = re.compile("^\u0627\u0644(?=\\w{3})")
ARABIC_ENDING = "\u0629"
ARABIC_H = "\u0647"
"""The article that is written together with its word, the ending that is heard as a vowel, and the letter that must
not make one sound with the letter before it."""

VOICELESS = str.maketrans("bdg", "ptk")
SYLLABLES = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")
SOUNDS = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"shch|tsch|tch|sch|ch|cz", "q"),
        (r"sh|zh|ph", "s"),
        (r"kh|ck|[ckq](?!h)", "k"),
        (r"gh", "g"),
        (r"dh|th", "t"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"[aeiouyw']", ""),
    )
)


class Spelling(Value):
    """A name taken apart: its parts in order, the family name where capitals mark it, whether its script is Latin."""

    parts: tuple[str, ...]
    family: frozenset[str] = frozenset()
    latin: bool = True
    words: str = ""

    @property
    def together(self) -> str:
        """The parts without spaces."""
        return "".join(self.parts)


@lru_cache(maxsize=8192)
def spelled(full_name: str) -> Spelling:
    """Return a name taken apart; titles in front are left out, and particles where something else is left."""
    bare = TITLES.sub("", unicodedata.normalize("NFKC", full_name).strip())
    words = [word for piece in re.split(r"[\s,.\-‐–·/]+", bare) for word in _in_latin(piece).split()]
    clean = [re.sub(r"[^A-Za-z0-9]", "", word) for word in words]
    clean = [word for word in clean if word]
    kept = [word for at, word in enumerate(clean) if word.casefold() not in (PARTICLES if at else ARTICLES)] or clean
    shouted = [word for word in kept if len(word) > 1 and word.isupper()]
    marked = 0 < len(shouted) < len(kept)
    return Spelling(
        parts=tuple(word.casefold() for word in kept),
        family=frozenset(word.casefold() for word in shouted) if marked else frozenset(),
        latin=all(_is_latin(letter) for letter in bare if letter.isalpha()),
        words=" ".join(word.casefold() for word in clean),
    )


@lru_cache(maxsize=16384)
def skeleton(part: str, *, loose: bool = False) -> str:
    """Return the consonants of a part as they sound: what Arabic writes, and what transliterations share.

    `loose` is for names in two scripts: voiced and voiceless are one, as in Kim and Gim.
    """
    for pattern, letter in SOUNDS:
        part = pattern.sub(letter, part)
    return re.sub(r"(.)\1+", r"\1", part.translate(VOICELESS) if loose else part)


def _in_latin(piece: str) -> str:
    """Return a piece in Latin letters; scripts that write syllables give one word a syllable."""
    syllables = any(unicodedata.name(letter, "").startswith(SYLLABLES) for letter in piece)
    if syllables:
        return " ".join(anyascii(letter) for letter in piece)
    return anyascii(ARABIC_ARTICLE.sub("", piece).replace(ARABIC_ENDING, "").replace(ARABIC_H, "e" + ARABIC_H))


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "LATIN").startswith("LATIN")
