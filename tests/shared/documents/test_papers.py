"""Papers of blocks: the same content as PDF and as DOCX, the same bytes each time."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from pypdf import PdfReader

from shared.documents import BarRow, Bars, Grid, Heading, Line, Paper, Typesetter

AT = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)


def a_paper(**changes: object) -> Paper:
    """Return a paper with each kind of block."""
    blocks = (
        Heading(text="States Parties"),
        Line(strong="José Müller", text="Ambassador", mark="late"),
        Grid(head=("State", "People"), rows=(("Togo", "2"),), numeric=(1,)),
        Bars(rows=(BarRow(label="Africa", value=2, text="2"),)),
    )
    about = {"language": "en", "title": "List of participants", "symbol": "APLC/1", "mark": "provisional"}
    return Paper.model_validate({**about, "blocks": blocks, **changes})


async def test_pdf_and_docx_say_the_same() -> None:
    typesetter, paper = Typesetter(), a_paper()
    pdf = PdfReader(BytesIO(await typesetter.paper(paper, made_at=AT))).pages[0].extract_text()
    word = Document(BytesIO(await typesetter.word(paper, made_at=AT)))
    said = "\n".join(one.text for one in word.paragraphs)
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]

    for text in ("APLC/1", "List of participants", "States Parties", "José Müller", "Ambassador", "late"):
        assert text in pdf
        assert text in said
    assert cells == ["State", "People", "Togo", "2", "", "", "Africa", "2"]
    assert word.sections[0].header.paragraphs[0].text == "provisional\t\tAPLC/1"


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_the_same_paper_makes_the_same_bytes(language: str) -> None:
    typesetter, paper = Typesetter(), a_paper(language=language)

    assert await typesetter.word(paper, made_at=AT) == await typesetter.word(paper, made_at=AT)
    assert await typesetter.paper(paper, made_at=AT) == await typesetter.paper(paper, made_at=AT)


async def test_arabic_runs_from_the_right_in_a_word_processor() -> None:
    made = ZipFile(BytesIO(await Typesetter().word(a_paper(language="ar"), made_at=AT))).read("word/document.xml")

    assert made.count(b"<w:bidi/>") > 4
    assert b"<w:bidiVisual/>" in made


async def test_letters_that_no_file_can_hold_are_left_out() -> None:
    made = await Typesetter().word(a_paper(title="Li\x00st\x0b"), made_at=AT)

    assert Document(BytesIO(made)).core_properties.title == "List"
