"""Documents as files: papers typeset to PDF, workbooks with any number of rows, texts for word processors."""

from shared.documents.fonts import PREFERRED, Lacking, lacking
from shared.documents.typesetting import Typesetter, Unprintable, missing_fonts
from shared.documents.workbooks import workbook

__all__ = ["PREFERRED", "Lacking", "Typesetter", "Unprintable", "lacking", "missing_fonts", "workbook"]
