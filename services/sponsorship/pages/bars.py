"""The fund as bars: one for each donor and earmark, and one for all; each adds up to what was received."""

from collections.abc import Sequence
from itertools import groupby

from services.sponsorship.domain import Balance, Fund
from services.sponsorship.domain.fund import Contribution
from services.sponsorship.pages.words import earmark_text
from shared.money import Money
from shared.pages import Bar, Part, Speech, State, Tile, msg


def bars_of(fund: Fund, speech: Speech) -> list[Bar]:
    """Return the bars of a fund, all money first, then each donor's by its earmark."""
    language = speech.language
    bars = [_bar(msg("All donors"), fund.balance(), language)]
    by_earmark = sorted(fund.contributions, key=_group)
    for (donor, earmark), given in groupby(by_earmark, key=_group):
        held = fund.balance_of(frozenset(one.contribution_id for one in given))
        name = speech.named(donor)
        bars.append(_bar(f"{name} ({earmark_text(earmark, language)})" if earmark else name, held, language))
    return bars


def tiles_of(balance: Balance, language: str) -> list[Tile]:
    """Return the figures of a fund: received is the sum of the others."""
    parts = [("", msg("Received"), balance.received), *((one, label, minor) for one, label, minor in _parts(balance))]
    return [
        Tile(label=label, figure=Money(minor=minor, currency=balance.currency).text(language), state=state)
        for state, label, minor in parts
    ]


def _bar(label: str, balance: Balance, language: str) -> Bar:
    parts = [
        Part(label, minor, state, Money(minor=minor, currency=balance.currency).text(language))
        for state, label, minor in _parts(balance)
    ]
    return Bar(label, parts, total=balance.received)


def _parts(balance: Balance) -> Sequence[tuple[str, str, int]]:
    return (
        (State.DONE.value, msg("Spent"), balance.spent),
        (State.IN_HAND.value, msg("Committed"), balance.committed),
        (State.WAITING.value, msg("Reserved"), balance.reserved),
        (State.OFF.value, msg("Left"), balance.left),
    )


def _group(given: Contribution) -> tuple[str, tuple[str, ...]]:
    return given.donor, given.earmark
