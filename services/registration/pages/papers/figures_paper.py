"""Figures for the report in print: the tables, a chart beside each."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from services.registration.domain import Meeting
from services.registration.domain.statistics import Counted, Figure, Report
from services.registration.pages.papers.press import Press, Rendition, when_and_where
from services.registration.pages.papers.words import HEADINGS, REGION_WORDS
from shared.contracts.registration import Category
from shared.documents import BarRow, Bars, Block, Grid, Heading, Paper
from shared.pages import Table, msg
from shared.pages.wording import Wording
from shared.values import Value

TITLE = msg("Figures for the report")
COUNTED = {Counted.PRESENT: msg("Counted: who is present"), Counted.CONFIRMED: msg("Counted: who is confirmed")}
TOTAL = msg("Total")
TABLES = {"total": TOTAL, "category": msg("By category"), "region": msg("By region"), "day": msg("By day of arrival")}
WOMEN = msg("Women in per cent")
HEADER = (
    msg("Table"),
    msg("Line"),
    msg("Invited"),
    msg("Delegations"),
    msg("Delegates"),
    msg("Women"),
    msg("Said what they are"),
    WOMEN,
)


class FigureRow(Value):
    """One figure with the table it stands in and its name in a language."""

    table: str
    key: str
    label: str
    figure: Figure
    women_per_cent: float | None


def figures_rendition(press: Press, meeting: Meeting, found: Report, language: str) -> Rendition[FigureRow]:
    """Return the figures in one language."""
    wording = press.wording(language)
    rows = list(_rows(found, wording))
    name = f"{meeting.address}-figures-{found.counted.value}-{language}"
    table = Table[FigureRow](name, [wording.speech.say(one) for one in HEADER], _cells(wording), whole=True)
    return Rendition(lambda: _paper(press, meeting, found, rows, wording), table, rows, press.room.clock())


def _rows(found: Report, wording: Wording) -> Iterator[FigureRow]:
    say = wording.speech.say
    yield _row("total", say(TOTAL), found.total)
    for one in found.categories:
        yield _row("category", say(HEADINGS[Category(one.key)]), one)
    for one in found.regions:
        yield _row("region", say(REGION_WORDS[one.key]), one)
    for one in found.days:
        yield _row("day", wording.day(date.fromisoformat(one.key)).striptags(), one)


def _row(table: str, label: str, figure: Figure) -> FigureRow:
    share = figure.share_of_women
    per_cent = None if share is None else round(100 * share, 1)
    return FigureRow(table=table, key=figure.key, label=label, figure=figure, women_per_cent=per_cent)


def _cells(wording: Wording) -> Callable[[FigureRow], Sequence[object]]:
    def cells(row: FigureRow) -> tuple[object, ...]:
        one = row.figure
        counted = (one.invited, one.delegations, one.delegates, one.women, one.said)
        return (wording.speech.say(TABLES[row.table]), row.label, *counted, row.women_per_cent)

    return cells


def _paper(press: Press, meeting: Meeting, found: Report, rows: Sequence[FigureRow], wording: Wording) -> Paper:
    say = wording.speech.say
    return Paper(
        language=wording.language,
        title=say(TITLE),
        head=press.head(meeting, wording.language),
        lines=(meeting.title, when_and_where(meeting, wording), say(COUNTED[found.counted])),
        blocks=tuple(_blocks(found, rows, wording)),
        footer=wording.when_text(press.room.clock(), meeting),
    )


def _blocks(found: Report, rows: Sequence[FigureRow], wording: Wording) -> Iterator[Block]:
    say = wording.speech.say
    yield Grid(
        head=("", ""),
        rows=(
            (say("States Parties"), wording.number(found.states_parties)),
            (say("Observer States"), wording.number(found.observer_states)),
            (say("Organisations"), wording.number(found.organisations)),
            (say("Delegates"), wording.number(found.total.delegates)),
            (say("Women"), _share(found.total, wording)),
        ),
        numeric=(1,),
        widths=(3, 1),
    )
    for table, state in (("category", "in_hand"), ("region", "done"), ("day", "in_hand")):
        lines = [row for row in rows if row.table == table and (row.figure.delegates or row.figure.invited)]
        if lines:
            yield Heading(text=say(TABLES[table]))
            yield Bars(
                rows=[
                    BarRow(label=row.label, value=row.figure.delegates, text=str(row.figure.delegates), state=state)
                    for row in lines
                ]
            )
            yield _grid(lines, wording)
            yield from _women(lines, wording)


def _women(rows: Sequence[FigureRow], wording: Wording) -> Iterator[Block]:
    """Draw women in per cent where somebody said what they are."""
    shares = [(row.label, row.figure, share) for row in rows if (share := row.figure.share_of_women) is not None]
    if shares:
        yield Heading(text=wording.speech.say(WOMEN), level=3)
        yield Bars(
            rows=[BarRow(label=label, value=share, text=_share(one, wording)) for label, one, share in shares], whole=1
        )


def _grid(rows: Sequence[FigureRow], wording: Wording) -> Grid:
    head = ["", *(wording.speech.say(HEADER[at]) for at in (3, 2, 4, 5, 7))]
    cells = [
        (
            row.label,
            str(one.delegations),
            str(one.invited or "–"),
            str(one.delegates),
            str(one.women),
            _share(one, wording),
        )
        for row in rows
        for one in (row.figure,)
    ]
    return Grid(head=head, rows=cells, numeric=(1, 2, 3, 4, 5), widths=(4, 2, 2, 2, 2, 2))


def _share(figure: Figure, wording: Wording) -> str:
    share = figure.share_of_women
    return "–" if share is None else wording.percent(share)
