"""A thousand badges with photos in figures: made small, set part by part, joined."""

import asyncio
import io
import resource
import time
from pathlib import Path

import pytest
from PIL import Image

from services.registration.domain.badge_batches import PART
from services.registration.domain.badge_designs import usual_design
from services.registration.gateways.badge_photos import small
from services.registration.gateways.press import BadgePress
from services.registration.ports.printing import BadgeSheet, Face, MeetingPrinted, ZonePrinted
from shared.contracts.registration import BadgeCategory
from tests.bench.figures import Figure, Figures

pytestmark = [pytest.mark.bench, pytest.mark.timeout(300)]

BADGES = 1_000


async def test_a_thousand_badges_with_photos_are_one_file() -> None:
    """Without the reading of photos from the database; each photo is of 900 by 1,200 pixels and 350 kB."""
    figures, press, photo = Figures(Path(".plenary/bench-badges.json")), BadgePress(), _photo()
    began, parts = time.perf_counter(), []
    for start in range(0, BADGES, PART):
        numbers = range(start, min(start + PART, BADGES))
        photos = [await asyncio.to_thread(small, photo) for _ in numbers]
        parts.append(await press.pdf(_sheet([_face(n, one) for n, one in zip(numbers, photos, strict=True)])))
    whole = await press.joined(parts)
    figures.add(Figure("1,000 badges with photos, time", time.perf_counter() - began, "s", aim="30 or less"))
    figures.add(Figure("1,000 badges with photos, size", len(whole) / 1e6, "MB"))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figures.add(Figure("memory of the program that sets a part", peak, "MB", aim="3,072, where it is ended"))
    figures.write()


def _photo() -> bytes:
    content = io.BytesIO()
    Image.effect_noise((300, 400), 40).resize((900, 1200)).convert("RGB").save(content, "JPEG", quality=88)
    return content.getvalue()


def _sheet(faces: list[Face]) -> BadgeSheet:
    return BadgeSheet(
        template="",
        look=usual_design("mtg_bench", BadgeCategory.STATE_PARTY).current.look,
        meeting=MeetingPrinted(title="Meeting of the States Parties", code="B", convention="APMBC", place="Geneva"),
        words={"number": "No."},
        logo=b"",
        faces=tuple(faces),
    )


def _face(number: int, photo: bytes) -> Face:
    return Face(
        name=f"Person Number {number}",
        other_name="",
        delegation="Bosnia and Herzegovina",
        role="Representative",
        function="Director",
        kind="State Party",
        zones=(ZonePrinted(code="A", name="Room XIX"),),
        days="1-5 December",
        number=1,
        token=f"{number:04}{'A' * 150}",
        photo=photo,
    )
