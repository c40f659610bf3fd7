"""What a note that came as a PDF says, as far as it is text and not a picture of a page."""

import asyncio
import io

from pypdf import PdfReader
from pypdf.errors import PyPdfError

PAGES = 5
LONGEST = 50_000


class PdfTexts:
    """Reads PDFs in a thread."""

    async def text(self, content: bytes) -> str:
        """Return what a PDF says, or nothing where it is a picture of a page."""
        return await asyncio.to_thread(_text, content)


def _text(content: bytes) -> str:
    try:
        reader = PdfReader(io.BytesIO(content))
        return "\n".join(page.extract_text() for page in reader.pages[:PAGES])[:LONGEST]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""
