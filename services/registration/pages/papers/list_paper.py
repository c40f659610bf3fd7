"""The list of participants in print: the order of the language, heads first, what is new and what is late marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from services.registration.domain import Entry, ListOfParticipants, Meeting
from services.registration.domain.list_changes import Change, ChangeKind, Listed
from services.registration.domain.lists import ORDER, IssueKind
from services.registration.pages.papers.press import Press, Rendition, when_and_where
from services.registration.pages.papers.words import CHANGES, HEADINGS
from services.registration.pages.words import ROLES
from shared.contracts.registration import Category
from shared.documents import Block, Heading, Line, Paper
from shared.pages import Table, msg
from shared.pages.wording import Wording
from shared.values import Value

TITLE = msg("List of participants")
ADDENDUM = msg("List of participants: addendum")
PROVISIONAL = msg("Provisional")
LATE = msg("late")
HEADER = (
    msg("Category"),
    msg("Delegation"),
    msg("Country code"),
    msg("Role"),
    msg("Title"),
    msg("Name"),
    msg("Function"),
    msg("Affiliation"),
    msg("Change"),
    msg("Late"),
)


@dataclass(frozen=True)
class Printing:
    """A list before it is set: as it was issued, or as it stands now and is provisional."""

    meeting: Meeting
    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]
    at: datetime
    symbol: str = ""
    title: str = TITLE

    @property
    def is_provisional(self) -> bool:
        """Tell whether nobody issued this."""
        return not self.symbol

    @cached_property
    def marks(self) -> Mapping[tuple[str | None, str, str], ChangeKind]:
        """What is new about whom; an addendum is new as a whole and marks nobody."""
        if self.title == ADDENDUM:
            return {}
        return {
            (one.state, one.delegation, one.person.full_name): one.kind
            for one in self.changes
            if one.kind is not ChangeKind.REMOVED
        }


class ListRow(Value):
    """One person as a row of a list in one language."""

    category: Category
    delegation: str
    state: str | None
    role: str
    title: str
    full_name: str
    function: str
    affiliation: str
    change: str
    late: bool


def issued_print(meeting: Meeting, issued: ListOfParticipants) -> Printing:
    """Return an issued list as it is printed for ever, wherever its meeting was moved since."""
    meeting = meeting.model_copy(update=dict(issued.plan)) if issued.plan else meeting
    title = ADDENDUM if issued.kind is IssueKind.ADDENDUM and issued.issue > 1 else TITLE
    return Printing(meeting, issued.entries, issued.changes, issued.issued_at, issued.symbol, title)


def rendition(press: Press, printing: Printing, language: str) -> Rendition[ListRow]:
    """Return a list in one language."""
    wording = press.wording(language)
    name = printing.symbol.replace("/", "-") or f"{printing.meeting.address}-list-of-participants-provisional"
    rows = [
        ListRow(
            category=entry.category,
            delegation=delegation,
            state=entry.state,
            role=_role(one, wording),
            title=one.title,
            full_name=one.full_name,
            function=one.function,
            affiliation=one.affiliation,
            change=_change(printing, entry, one, wording),
            late=one.late,
        )
        for _, delegations in in_order(press, printing, language)
        for delegation, entry in delegations
        for one in entry.people
    ]
    table = _table(f"{name}-{language}", wording)
    return Rendition(lambda: _paper(press, printing, wording), table, rows, printing.at)


def in_order(press: Press, printing: Printing, language: str) -> list[tuple[Category, list[tuple[str, Entry]]]]:
    """Return the delegations by category, each category in the alphabetical order of the language, with their names."""
    day, states = printing.at.date(), press.states
    found = []
    for category in ORDER:
        named = [
            (states.name(one.state, language, day=day, otherwise=one.delegation), one)
            for one in printing.entries
            if one.category is category
        ]
        named.sort(key=lambda pair: states.order(pair[1].state, pair[0], language=language, day=day))
        if named:
            found.append((category, named))
    return found


def _paper(press: Press, printing: Printing, wording: Wording) -> Paper:
    say = wording.speech.say
    return Paper(
        language=wording.language,
        title=say(printing.title),
        head=press.head(printing.meeting, wording.language),
        symbol=printing.symbol,
        mark=say(PROVISIONAL) if printing.is_provisional else "",
        lines=(printing.meeting.title, when_and_where(printing.meeting, wording)),
        blocks=tuple(_blocks(press, printing, wording)),
        columns=2,
        footer=wording.when_text(printing.at, printing.meeting),
    )


def _blocks(press: Press, printing: Printing, wording: Wording) -> Iterator[Block]:
    for category, delegations in in_order(press, printing, wording.language):
        yield Heading(text=wording.speech.say(HEADINGS[category]))
        for name, entry in delegations:
            yield Heading(text=name, level=3)
            for one in entry.people:
                late = wording.speech.say(LATE) if one.late else ""
                yield Line(
                    strong=" ".join(filter(None, (one.title, one.full_name))),
                    text=wording.listed(one.function, one.affiliation, _role(one, wording)),
                    mark=wording.listed(_change(printing, entry, one, wording), late),
                )


def _role(one: Listed, wording: Wording) -> str:
    return wording.speech.say(ROLES[one.role])


def _change(printing: Printing, entry: Entry, one: Listed, wording: Wording) -> str:
    """Return what is new about a person since the list before, in a word."""
    kind = printing.marks.get((entry.state, entry.delegation, one.full_name))
    return wording.speech.say(CHANGES[kind][1]) if kind else ""


def _table(name: str, wording: Wording) -> Table[ListRow]:
    say = wording.speech.say

    def cells(row: ListRow) -> tuple[object, ...]:
        about = (say(HEADINGS[row.category]), row.delegation, row.state, row.role, row.title)
        return (*about, row.full_name, row.function, row.affiliation, row.change, say(LATE) if row.late else "")

    return Table(name, [say(one) for one in HEADER], cells, whole=True)
