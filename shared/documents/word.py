"""Papers as DOCX: the same blocks as in PDF, for those who go on writing; Arabic runs from the right."""

import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from shared.documents.papers import Bars, Block, Grid, Heading, Line, Paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BLACK = RGBColor(0, 0, 0)
OLDEST = (1980, 1, 1, 0, 0, 0)
"""The date every part of the file bears, so that the same paper makes the same bytes."""


def docx(paper: Paper, *, made_at: datetime) -> bytes:
    """Return a paper as DOCX; call it in a thread, a list of a thousand takes a second."""
    document = Document()
    _properties(document, paper, made_at)
    writer = _Writer(document, right_to_left=paper.language == "ar")
    if paper.mark or paper.symbol:
        document.sections[0].header.paragraphs[0].text = clean(f"{paper.mark}\t\t{paper.symbol}")
    writer.line(Line(text=paper.head))
    writer.line(Line(strong=paper.symbol))
    writer.heading(Heading(text=paper.title, level=1))
    for text in paper.lines:
        writer.line(Line(text=text))
    for block in paper.blocks:
        writer.block(block)
    return _dateless(document)


class _Writer:
    """Writes blocks into a document, from the right where the language does."""

    def __init__(self, document: WordDocument, *, right_to_left: bool) -> None:
        self._document = document
        self._right_to_left = right_to_left

    def block(self, block: Block) -> None:
        ways: Mapping[type, Callable[..., None]] = {
            Heading: self.heading,
            Line: self.line,
            Grid: self.grid,
            Bars: self.bars,
        }
        ways[type(block)](block)

    def heading(self, block: Heading) -> None:
        heading = self._document.add_heading(clean(block.text), block.level)
        for run in heading.runs:
            run.font.color.rgb = BLACK
        self._directed(heading)

    def line(self, block: Line) -> None:
        if not (block.strong or block.text):
            return
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        paragraph.paragraph_format.keep_together = True
        if block.strong:
            paragraph.add_run(clean(block.strong)).bold = True
        if block.text:
            paragraph.add_run(("\n" if block.strong else "") + clean(block.text))
        if block.mark:
            paragraph.add_run(f" [{clean(block.mark)}]").italic = True
        self._directed(paragraph)

    def grid(self, block: Grid) -> None:
        table = self._document.add_table(rows=1, cols=len(block.head), style="Table Grid")
        self._fill(table, 0, list(block.head), bold=True)
        for row in block.rows:
            table.add_row()
            self._fill(table, len(table.rows) - 1, list(row))
        if self._right_to_left:
            table._tblPr.append(OxmlElement("w:bidiVisual"))

    def bars(self, block: Bars) -> None:
        self.grid(Grid(head=("", ""), rows=[(row.label, row.text) for row in block.rows]))

    def _fill(self, table: Table, row: int, texts: list[str], *, bold: bool = False) -> None:
        for cell, text in zip(table.rows[row].cells, texts, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(clean(text)).bold = bold
            self._directed(paragraph)

    def _directed(self, paragraph: Paragraph) -> None:
        if not self._right_to_left:
            return
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT  # the side where a paragraph begins: in Arabic, the right
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in paragraph.runs:
            run.font.rtl = True


def clean(text: str) -> str:
    """Return text without what XML cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or letter >= " ")


def _properties(document: WordDocument, paper: Paper, made_at: datetime) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    document.styles["Normal"].font.size = Pt(10)
    about = document.core_properties
    about.title, about.language, about.author = clean(paper.title)[:255], paper.language, clean(paper.head)[:255]
    about.created = about.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    footer = section.footer.paragraphs[0]
    footer.add_run(clean(paper.footer) + "\t\t")
    for instruction in ("begin", "PAGE", "end"):
        footer.add_run()._r.append(_field(instruction))


def _field(instruction: str) -> BaseOxmlElement:
    """Return one of the three parts of a field that the reader's program counts for itself."""
    if instruction.isupper():
        part = OxmlElement("w:instrText")
        part.text = instruction
        return part
    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), instruction)
    return part


def _dateless(document: WordDocument) -> bytes:
    written, made = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, OLDEST), source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
