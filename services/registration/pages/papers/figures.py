"""Figures for the report: the page with its charts, and the same as files."""

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.domain import Meeting
from services.registration.domain.statistics import Counted, Figure, Report, report
from services.registration.pages.papers.figures_paper import figures_rendition
from services.registration.pages.papers.press import PRINTED, Press
from services.registration.pages.papers.words import HEADINGS, REGION_WORDS
from services.registration.pages.room import READERS
from shared.contracts.registration import Category
from shared.pages import LANGUAGES, Bar, Part, Tile, msg
from shared.pages.wording import Wording

NOBODY_SAID = msg("nobody said")
CATEGORY, REGION, DAY = msg("Category"), msg("Region"), msg("Day")


class Figures:
    """The figures of a meeting."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._room = press.room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/meetings/{code}/figures", dependencies=READERS)(self.show)
        router.get("/meetings/{code}/figures/{counted}/{language}.{format}", dependencies=READERS)(self.file)

    async def show(self, request: Request, code: str, of: Counted | None = None) -> Response:
        """Show the figures as charts, the table behind each; of those present once somebody is."""
        meeting = await self._room.meeting(code)
        found = await self._report(meeting, of or Counted.PRESENT)
        if of is None and not found.total.delegates:
            found = await self._report(meeting, Counted.CONFIRMED)
        wording = Wording(self._room.pages.speech(request), self._room.clock)
        return self._room.page(
            request,
            "figures.html",
            meeting,
            found=found,
            tiles=_tiles(found, wording),
            categories=[_people(HEADINGS[Category(one.key)], one) for one in found.categories if one.delegates],
            regions=[_presence(REGION_WORDS[one.key], one) for one in found.regions],
            days=[_people(wording.day(date.fromisoformat(one.key)).striptags(), one) for one in found.days],
            shares=_shares(found, wording),
            files=PRINTED,
            tongues=LANGUAGES,
        )

    async def file(self, code: str, counted: Counted, language: str, format: str) -> Response:
        """Give the figures as a file."""
        meeting = await self._room.meeting(code)
        found = await self._report(meeting, counted)
        return await self._press.answer(format, figures_rendition(self._press, meeting, found, language))

    async def _report(self, meeting: Meeting, counted: Counted) -> Report:
        invited = await self._press.views.invited(meeting.meeting_id)
        groups = await self._press.views.groups(meeting.meeting_id)
        return report(invited, groups, counted=counted, region=self._press.states.region)


def _tiles(found: Report, wording: Wording) -> list[Tile]:
    share = found.total.share_of_women
    invited = {one.key: one.invited for one in found.categories}
    return [
        Tile(label="States Parties", figure=found.states_parties, of=invited[Category.STATE_PARTY]),
        Tile(label="Observer States", figure=found.observer_states),
        Tile(label="Organisations", figure=found.organisations),
        Tile(label="Delegates", figure=found.total.delegates),
        Tile(label="Women", figure=wording.speech.say(NOBODY_SAID) if share is None else wording.percent(share)),
    ]


def _people(label: str, one: Figure) -> Bar:
    parts = (
        Part("Women", one.women, "in_hand"),
        Part("Others who said", one.said - one.women, "done"),
        Part("Did not say", one.delegates - one.said, "off"),
    )
    return Bar(label, parts)


def _shares(found: Report, wording: Wording) -> list[tuple[str, list[Bar]]]:
    """Return women in per cent by category, region and day, of those where somebody said what they are."""
    named = (
        (CATEGORY, [(HEADINGS[Category(one.key)], one) for one in found.categories]),
        (REGION, [(REGION_WORDS[one.key], one) for one in found.regions]),
        (DAY, [(wording.day(date.fromisoformat(one.key)).striptags(), one) for one in found.days]),
    )
    drawn = ((unit, [_women(label, one, wording) for label, one in rows if one.said]) for unit, rows in named)
    return [(unit, bars) for unit, bars in drawn if bars]


def _women(label: str, one: Figure, wording: Wording) -> Bar:
    share = one.share_of_women or 0.0
    return Bar(label, (Part("Women", share, "in_hand", shown=wording.percent(share)),), total=1)


def _presence(label: str, one: Figure) -> Bar:
    return Bar(
        label, (Part("Take part", one.delegations, "done"), Part("Not yet", one.invited - one.delegations, "off"))
    )
