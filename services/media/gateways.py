"""How releases reach those who do not come to us: the archive as an Atom feed (RFC 4287) for feed readers."""

from collections.abc import Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from services.media.ports import InArchive

MEDIA_TYPE = "application/atom+xml"
NEWEST = 30
_ATOM = "http://www.w3.org/2005/Atom"


class AtomFeed:
    """Writes the newest releases as Atom; `public_url` is where the house is found."""

    def __init__(self, public_url: str) -> None:
        self._home = f"{public_url.rstrip('/')}/media/releases"

    def write(self, lines: Sequence[InArchive], now: datetime) -> bytes:
        """Return the feed of `lines`, latest first."""
        feed = Element("feed", xmlns=_ATOM)
        newest = lines[:NEWEST]
        _say(
            feed,
            id=self._home,
            title="Press releases",
            updated=_iso(max((line.changed_at for line in newest), default=now)),
        )
        SubElement(feed, "link", rel="self", href=f"{self._home}.atom")
        for line in newest:
            entry = SubElement(feed, "entry")
            address = f"{self._home}/{line.release_id}"
            title = f"Withdrawn: {line.headline}" if line.withdrawn else line.headline
            _say(entry, id=address, title=title, updated=_iso(line.changed_at))
            SubElement(entry, "link", href=address)
            _say(SubElement(entry, "author"), name=", ".join(line.datelines) or "ISU")
        written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
        return written


def _say(element: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(element, name).text = text


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")
