"""Documents as files: papers typeset to PDF or written as DOCX, workbooks with any number of rows."""

from shared.documents.fonts import PREFERRED, Lacking, lacking
from shared.documents.papers import BarRow, Bars, Block, Grid, Heading, Line, Paper
from shared.documents.typesetting import Typesetter, Unprintable, missing_fonts
from shared.documents.word import DOCX, docx
from shared.documents.workbooks import workbook

__all__ = [
    "DOCX",
    "PREFERRED",
    "BarRow",
    "Bars",
    "Block",
    "Grid",
    "Heading",
    "Lacking",
    "Line",
    "Paper",
    "Typesetter",
    "Unprintable",
    "docx",
    "lacking",
    "missing_fonts",
    "workbook",
]
