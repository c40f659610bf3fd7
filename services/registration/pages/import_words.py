"""How imports are said: purposes, verdicts, stages, columns, what is wrong with a cell."""

from collections.abc import Mapping

from services.registration.domain.imports.batch import Stage
from services.registration.domain.imports.columns import Purpose
from services.registration.domain.imports.flaws import SENTENCES
from services.registration.domain.imports.rows import Verdict
from shared.pages import Choice, Column, Filter, ListPlan, State, msg

SENTENCES_OF = SENTENCES

PURPOSES: Mapping[Purpose, tuple[str, str]] = {
    Purpose.BOTH: (
        msg("The note and the registrations"),
        msg("The people are named for the note and registered, so that both tracks are complete."),
    ),
    Purpose.NOTIFICATION: (
        msg("The names of the note alone"),
        msg("The file is the whole delegation: its names replace those of the last note. Nobody is registered."),
    ),
    Purpose.REGISTRATION: (
        msg("Registrations alone"),
        msg("Each person is registered; nobody in the system and not in the file is touched. The note stays."),
    ),
}

VERDICTS: Mapping[Verdict, tuple[State, str]] = {
    Verdict.UNREAD: (State.WAITING, msg("not looked at yet")),
    Verdict.NEW: (State.IN_HAND, msg("new")),
    Verdict.CHANGED: (State.WAITING, msg("changed")),
    Verdict.UNCHANGED: (State.OFF, msg("unchanged")),
    Verdict.ERROR: (State.PROBLEM, msg("error")),
}

STAGES: Mapping[Stage, tuple[State, str]] = {
    Stage.CHECKING: (State.IN_HAND, msg("being looked at")),
    Stage.CHECKED: (State.WAITING, msg("looked at, not taken yet")),
    Stage.TAKING: (State.IN_HAND, msg("being taken")),
    Stage.DONE: (State.DONE, msg("taken")),
    Stage.CANCELLED: (State.OFF, msg("put away")),
}

FIELDS: Mapping[str, str] = {
    "delegation": msg("Delegation"),
    "full_name": msg("Full name"),
    "title": msg("Form of address"),
    "function": msg("Function"),
    "organisation": msg("Organisation"),
    "role": msg("Role"),
    "email": msg("E-mail"),
    "gender": msg("Gender"),
    "language": msg("Language"),
}
"""The cells of a row in their order, by their names."""

ENCODINGS = (
    Choice("utf-8", "Unicode (UTF-8)"),
    Choice("cp1252", "Western European (Windows)"),
    Choice("cp1250", "Central European (Windows)"),
    Choice("cp1251", "Cyrillic (Windows)"),
    Choice("cp1256", "Arabic (Windows)"),
    Choice("gb18030", "Chinese (GB 18030)"),
)

ROWS_PLAN = ListPlan(
    columns=(
        Column("number", "Row", sorts=True, numeric=True),
        Column("name", "Full name", sorts=True),
        Column("delegation", "Delegation"),
        Column("role", "Role"),
        Column("verdict", "What happens", sorts=True),
        Column("why", "Column and reason"),
    ),
    filters=(
        Filter(
            "verdict",
            "What happens",
            tuple(Choice(verdict.value, word) for verdict, (_, word) in VERDICTS.items() if verdict != "unread"),
        ),
    ),
    order="number",
    size=50,
)


class ImportWords:
    """The words as templates reach them."""

    purposes = PURPOSES
    verdicts = VERDICTS
    stages = STAGES
    fields = FIELDS
    flaws = SENTENCES


def purposes() -> tuple[Choice, ...]:
    """Return what an import can feed, each with what that means."""
    return tuple(Choice(purpose.value, word, help) for purpose, (word, help) in PURPOSES.items())
