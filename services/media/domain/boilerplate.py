"""The paragraph under every text about the Convention: dated, because its numbers move (P6)."""

from datetime import date

from shared.contracts.media import ReleaseContent, ReleaseText
from shared.values import Value


class Boilerplate(Value):
    """The paragraph as it reads from a day on."""

    since: date
    text: str


def _paragraph(states_parties: int, millions: int) -> str:
    return (
        "The Anti-Personnel Mine Ban Convention was adopted in Oslo in 1997, opened for signature in Ottawa the same "
        "year and entered into force on 1 March 1999. It bans the use, stockpiling, production and transfer of "
        f"anti-personnel mines. {states_parties} States are bound by it; together they have destroyed more than "
        f"{millions} million stockpiled mines."
    )


BOILERPLATES = (
    # Numbers as the releases of those days give them: PR14A, OMAN, PR16, SLK, PR18, TON (States: date of effect).
    Boilerplate(since=date(1999, 3, 1), text=_paragraph(161, 47)),
    Boilerplate(since=date(2014, 8, 20), text=_paragraph(162, 47)),
    Boilerplate(since=date(2016, 3, 1), text=_paragraph(162, 48)),
    Boilerplate(since=date(2017, 12, 13), text=_paragraph(163, 51)),
    Boilerplate(since=date(2018, 11, 30), text=_paragraph(164, 51)),
    Boilerplate(since=date(2025, 3, 12), text=_paragraph(165, 53)),
    Boilerplate(since=date(2025, 6, 26), text=_paragraph(166, 53)),
    Boilerplate(since=date(2025, 12, 27), text=_paragraph(163, 53)),
    Boilerplate(since=date(2026, 1, 10), text=_paragraph(162, 53)),
    Boilerplate(since=date(2026, 2, 20), text=_paragraph(161, 53)),
)
_KNOWN = frozenset(one.text for one in BOILERPLATES)


def boilerplate_on(day: date) -> str:
    """Return the paragraph as it reads on `day`; the oldest one before that."""
    valid = [one for one in BOILERPLATES if one.since <= day]
    return (valid or BOILERPLATES)[-1 if valid else 0].text


def with_boilerplate(content: ReleaseContent, day: date) -> ReleaseContent:
    """Return the content with the paragraph of `day` where a text has none, or an earlier one of ours."""
    return content.model_copy(update={"texts": tuple(_completed(text, day) for text in content.texts)})


def _completed(text: ReleaseText, day: date) -> ReleaseText:
    if text.boilerplate and text.boilerplate not in _KNOWN:
        return text
    return text.model_copy(update={"boilerplate": boilerplate_on(day)})
