"""A mail as a page: the same words as the plain text, each paragraph in its own direction, addresses to press."""

import re
from html import escape

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_STYLE = "font:16px/1.5 sans-serif;max-width:36em;color:#1b1b1b"


def as_page(text: str) -> str:
    """Return the text of a mail as HTML; Arabic reads from the right, an address is a link."""
    paragraphs = (f'<p dir="auto">{_lines(one)}</p>' for one in re.split(r"\n{2,}", text.strip()))
    return f'<!doctype html><meta charset="utf-8"><body style="{_STYLE}">{"".join(paragraphs)}</body>'


def _lines(paragraph: str) -> str:
    return _ADDRESS.sub(_link, escape(paragraph)).replace("\n", "<br>")


def _link(found: re.Match[str]) -> str:
    return f'<a href="{found[0]}" style="color:#0b5c66">{found[0]}</a>'
