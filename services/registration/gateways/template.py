"""The file to fill in: headings, choices as data validation, and a sheet that explains each column."""

import csv
import io

import xlsxwriter  # type: ignore[import-untyped] # it carries no types

from services.registration.domain.imports.columns import HEADINGS, ImportField
from shared.contracts.registration import DelegateRole, Gender

F = ImportField
ROWS = 5_000
COLUMNS: tuple[tuple[ImportField, str, int, str], ...] = (
    (F.DELEGATION, "Delegation", 28, "Name of the State or organisation as in the list of delegations, or its code."),
    (F.TITLE, "Title", 16, "Form of address, such as Ambassador, Dr or Ms. May stay empty."),
    (F.FULL_NAME, "Full name", 32, "As in the identity document. Needed."),
    (F.FUNCTION, "Function", 32, "Such as Director, Mine Action Centre. May stay empty."),
    (F.ORGANISATION, "Organisation", 28, "Ministry or organisation. May stay empty."),
    (F.ROLE, "Role", 20, "Choose one. Exactly one person of each delegation is head of delegation."),
    (F.EMAIL, "E-mail", 32, "The person's own address. Needed to register; may stay empty for a note alone."),
    (F.GENDER, "Gender", 14, "For the count of women and men in the report. Nobody has to say."),
    (F.LANGUAGE, "Language", 12, "Of our mails: en, fr, es, ar, ru or zh."),
)
CHOICES: dict[ImportField, list[str]] = {
    F.ROLE: ["head of delegation" if one is DelegateRole.HEAD else one.value.replace("_", " ") for one in DelegateRole],
    F.GENDER: [one.value for one in Gender],
    F.LANGUAGE: ["en", "fr", "es", "ar", "ru", "zh"],
}
GENERAL = (
    "Write one person a row on the sheet People, below the headings. Do not change the headings.",
    "Formulas are not taken: put the text itself into the cells.",
    "Each e-mail address and each person stands in the file once.",
    "After you send the file you see row by row what would change. Nothing is written before you press the button.",
    "The same file sent twice changes nothing.",
)


def columns_for(delegations: tuple[str, ...]) -> list[tuple[ImportField, str, int, str]]:
    """Return the columns of a file of one delegation, or with the delegations where it is of the whole meeting."""
    return [one for one in COLUMNS if delegations or one[0] is not F.DELEGATION]


def csv_template(delegations: tuple[str, ...]) -> bytes:
    """Return the headings as CSV in UTF-8 with its mark."""
    text = io.StringIO()
    csv.writer(text).writerow([heading for _, heading, _, _ in columns_for(delegations)])
    return text.getvalue().encode("utf-8-sig")


def xlsx_template(delegations: tuple[str, ...]) -> bytes:
    """Return a workbook with the sheets People, Help and, for the whole meeting, Delegations."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        people, help_sheet = book.add_worksheet("People"), book.add_worksheet("Help")
        people.freeze_panes(1, 0)
        for place, (field, heading, width, says) in enumerate(columns_for(delegations)):
            people.set_column(place, place, width)
            people.write_string(0, place, heading, bold)
            people.write_comment(0, place, says)
            if field in CHOICES:
                choices = {"validate": "list", "source": CHOICES[field], "error_message": "Choose one of the list."}
                people.data_validation(1, place, ROWS, place, choices)
        help_sheet.set_column(0, 0, 18)
        help_sheet.set_column(1, 2, 60)
        lines = [("Column", "What goes into it", "Also recognised as")] + [
            (heading, says, ", ".join(HEADINGS[field])) for field, heading, _, says in columns_for(delegations)
        ]
        for number, cells in enumerate([*lines, ("", "", ""), *((text, "", "") for text in GENERAL)]):
            for place, cell in enumerate(cells):
                help_sheet.write_string(number, place, cell, bold if number == 0 else wrap)
        if delegations:
            _delegations(book, people, delegations)
    return stream.getvalue()


def _delegations(book: xlsxwriter.Workbook, people: xlsxwriter.worksheet.Worksheet, names: tuple[str, ...]) -> None:
    sheet = book.add_worksheet("Delegations")
    sheet.set_column(0, 0, 60)
    for number, name in enumerate(names):
        sheet.write_string(number, 0, name)
    people.data_validation(
        1, 0, ROWS, 0, {"validate": "list", "source": f"=Delegations!$A$1:$A${len(names)}", "ignore_blank": True}
    )
