"""Uploads: what is in a file decides what it is; nothing too large, too many, broken or disguised is taken."""

import io
from collections.abc import AsyncIterator, Mapping

import httpx
import pytest
from fastapi import FastAPI, Request
from PIL import Image
from starlette.responses import JSONResponse, Response

from shared.errors import Refused
from shared.files import Crop, FileRefused, Kind, accept, accept_optional
from shared.files.intake import FileMissing
from shared.files.kinds import safe_name
from shared.files.serving import content_disposition
from shared.pages import read_form
from shared.uploads import LARGEST, WHOLE, TooMuchSent
from tests.pictures import PDF, a_bomb, a_photograph, a_picture, an_archive, an_upload

PHOTO_50_MB = 50_000_000


async def refusal(content: bytes, name: str = "photo.jpg", **asked: object) -> Refused:
    with pytest.raises(Refused) as refused:
        await accept(an_upload(content, name), **asked)  # type: ignore[arg-type] # given by the test
    assert refused.value.field == "photo"
    return refused.value


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (a_picture(), Kind.JPEG),
        (a_picture(format="PNG"), Kind.PNG),
        (a_picture(format="WEBP"), Kind.JPEG),
        (PDF, Kind.PDF),
        (an_archive("word/document.xml"), Kind.DOCX),
        (an_archive("xl/workbook.xml"), Kind.XLSX),
        ("name;état\nAna;là\n".encode(), Kind.CSV),
    ],
)
async def test_a_file_is_what_is_in_it(content: bytes, kind: Kind) -> None:
    accepted = await accept(an_upload(content, "whatever.exe"), kinds=list(Kind))

    assert (accepted.kind, accepted.name) == (kind, f"whatever.{kind.value}")
    assert accepted.media_type == kind.media_type


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\0" + b"\0" * 200, "photo.jpg"),
        (b"<html><script>alert(1)</script></html>", "photo.png"),
        (PDF, "photo.jpg"),
        (b"GIF89a" + b"\0" * 50, "photo.jpg"),
        (an_archive("evil.exe"), "letter.docx"),
        (b"PK\x03\x04rubbish", "list.xlsx"),
        (b"", "photo.jpg"),
    ],
)
async def test_the_right_ending_does_not_make_a_picture(content: bytes, name: str) -> None:
    refused = await refusal(content, name, kinds=(Kind.JPEG, Kind.PNG))

    assert isinstance(refused, FileRefused | FileMissing)
    assert refused.next_step


@pytest.mark.parametrize("content", [b"junk" + PDF, PDF[:-20], b"%PDF-1.7\n", b"%PDG" + PDF[4:]])
async def test_a_pdf_with_a_wrong_header_or_without_its_end_is_refused(content: bytes) -> None:
    assert isinstance(await refusal(content, "note.pdf"), FileRefused)


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.95])
async def test_a_picture_that_is_cut_off_is_refused(kept: float) -> None:
    whole = a_picture(1_200, 1_600)
    assert "complete" in (await refusal(whole[: int(len(whole) * kept)])).reason


async def test_a_picture_that_asks_for_all_the_memory_is_refused_by_the_size_it_names() -> None:
    reasons = [(await refusal(a_bomb(side), "flag.png")).reason for side in (30_000, 9_000)]

    assert reasons == ["This picture has too many pixels."] * 2


async def test_a_file_beyond_the_limit_of_its_field_is_refused_with_both_figures() -> None:
    refused = await refusal(a_picture(), limit=1_000)
    large = an_upload(b"\xff\xd8\xff", size=PHOTO_50_MB)
    with pytest.raises(FileRefused, match=r"50 MB; 10 MB is the most"):
        await accept(large)

    assert refused.next_step


async def test_nothing_of_where_and_with_what_a_photo_was_taken_is_left() -> None:
    accepted = await accept(an_upload(a_photograph()))
    with Image.open(io.BytesIO(accepted.content)) as kept:
        assert dict(kept.getexif()) == {}
        assert kept.size == (800, 600)
    assert b"camera" not in accepted.content


async def test_a_portrait_is_cut_to_three_by_four() -> None:
    wide = an_upload(a_picture(1_600, 900))
    sizes = []
    for crop in (Crop(), Crop(left=0.0, top=0.0, width=0.3), Crop(left=1.0, top=1.0, width=1.0)):
        with Image.open(io.BytesIO((await accept(wide, portrait=crop)).content)) as kept:
            sizes.append((kept.width / kept.height, kept.getpixel((5, 5))))

    assert [round(ratio, 2) for ratio, _ in sizes] == [0.75, 0.75, 0.75]
    assert [pixel[0] > 200 for _, pixel in sizes] == [True, True, False]  # type: ignore[index] # red, green, blue
    with pytest.raises(FileRefused, match="too small"):
        await accept(an_upload(a_picture(200, 300)), portrait=Crop())


async def test_what_can_be_seen_through_stands_on_white() -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(clear, "PNG")
    accepted = await accept(an_upload(clear.getvalue(), "logo.png"))
    with Image.open(io.BytesIO(accepted.content)) as kept:
        assert (kept.mode, kept.getpixel((1, 1))) == ("RGB", (255, 255, 255))


async def test_no_file_is_no_file() -> None:
    assert await accept_optional(None) is None
    with pytest.raises(FileMissing) as refused:
        await accept(None, field="note")
    assert refused.value.field == "note"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("photo\u202egpj.exe", "photogpj.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\ana\\note verbale.pdf", "note verbale.pdf"),
        ("\u2066مذكرة\u2069 شفوية.pdf", "مذكرة شفوية.pdf"),
        ("Ana 🇨🇭 👍.pdf", "Ana 🇨🇭 👍.pdf"),
        ('a"\r\nSet-Cookie: x.pdf', 'a"Set-Cookie: x.pdf'),
        ("." * 40, "file.pdf"),
        ("\u200b\u200f", "file.pdf"),
        ("x" * 10_000 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_what_it_seems(name: str, safe: str) -> None:
    assert safe_name(name, Kind.PDF) == safe


def test_a_name_stays_inside_its_header() -> None:
    said = content_disposition('a"Set-Cookie: é 👍.pdf')

    assert said.isascii()
    assert said == (
        "attachment; filename=\"a_Set-Cookie_ _ _.pdf\"; filename*=UTF-8''a%22Set-Cookie%3A%20%C3%A9%20%F0%9F%91%8D.pdf"
    )


@pytest.fixture
async def door() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()

    async def take(request: Request) -> Response:
        form, again = await read_form(request), await read_form(request)
        photo = form.file("photo")
        assert again == form
        if photo is None:
            return JSONResponse({"typed": form.text("name"), "photo": None})
        return JSONResponse({"typed": form.text("name"), "size": photo.size, "kept": len(photo.content)})

    async def refuse(request: Request, refused: Exception) -> Response:
        return JSONResponse(str(refused), getattr(refused, "status", 500))

    app.post("/")(take)
    app.add_exception_handler(Refused, refuse)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def sent(door: httpx.AsyncClient, *, size: int) -> Mapping[str, object]:
    answer = await door.post("/", data={"name": " Ana "}, files={"photo": ("a.jpg", b"x" * size, "image/jpeg")})
    found: Mapping[str, object] = answer.json()
    return found


async def test_a_form_with_a_file_is_read_once_and_by_several(door: httpx.AsyncClient) -> None:
    assert await sent(door, size=3_000) == {"typed": "Ana", "size": 3_000, "kept": 3_000}


async def test_of_a_photo_of_50_mb_no_more_than_the_limit_is_held(door: httpx.AsyncClient) -> None:
    """What was typed is there, and the size is known, so that the page can say both."""
    assert await sent(door, size=PHOTO_50_MB) == {"typed": "Ana", "size": PHOTO_50_MB, "kept": LARGEST}


async def test_an_empty_field_holds_no_file(door: httpx.AsyncClient) -> None:
    answer = await door.post("/", files={"name": (None, "Ana"), "photo": ("", b"", "application/octet-stream")})
    assert answer.json() == {"typed": "Ana", "photo": None}


async def test_a_form_without_an_end_is_not_read_to_its_end(door: httpx.AsyncClient) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        yield b'--b\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
        while True:
            read += 1_000_000
            yield b"x" * 1_000_000

    answer = await door.post("/", content=endless(), headers={"Content-Type": "multipart/form-data; boundary=b"})

    assert (answer.status_code, TooMuchSent.status) == (413, 413)
    assert read <= WHOLE + 2_000_000


async def test_rubbish_is_answered_as_such(door: httpx.AsyncClient) -> None:
    answer = await door.post("/", content=b"rubbish", headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert answer.status_code == 400
