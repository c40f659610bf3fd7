"""Words by which things are found: folded, so that case, accents and script variants do not hide anybody."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

MOST_WORDS = 40
MOST_ASKED = 8
LONGEST = 60
SHORT = 2
"""Letters typed that are looked up as a word of their own: few words begin with more, and many with these."""
UNSPACED = re.compile(r"[\u1100-\u1112\u3041-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
"""Letters of scripts that write names without a space (Han, kana, Hangul): a word may be asked for from any of them."""


def folded(text: str) -> str:
    """Return what two spellings of one name share: no case, no accents, single spaces."""
    if text.isascii():
        return " ".join(text.replace("\0", "").casefold().split())
    parts = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in parts if letter != "\0" and not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def words_of(*texts: str) -> tuple[str, ...]:
    """Return the words to find a thing by, for whoever types the beginning of any of them; an address stays whole."""
    found = {word[:LONGEST]: None for text in texts for chunk in folded(text).split() for word in _written(chunk)}
    return tuple(sorted(list(found)[:MOST_WORDS]))


def asked_words(typed: str) -> tuple[str, ...]:
    """Return the beginnings of words that somebody typed; every one of them must be found."""
    asked = dict.fromkeys(word[:LONGEST] for chunk in folded(typed).split() for word in _typed(chunk))
    return tuple(asked)[:MOST_ASKED]


def with_beginnings(words: Iterable[str]) -> list[str]:
    """Return words as they are kept: beside each, where it is longer, its first two letters as a word of their own."""
    found = list(words)
    return list(dict.fromkeys([*found, *(word[:SHORT] for word in found)]))


def _written(chunk: str) -> Iterator[str]:
    pieces = _pieces(chunk)
    yield from pieces
    if len(pieces) > 1:
        yield chunk if "@" in chunk else "".join(pieces)
    for piece in pieces:
        yield from (piece[found.start() :] for found in UNSPACED.finditer(piece))


def _typed(chunk: str) -> Iterable[str]:
    return (chunk,) if "@" in chunk[1:] else _pieces(chunk)


def _pieces(chunk: str) -> list[str]:
    if chunk.isalnum():
        return [chunk]
    return "".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in chunk).split()
