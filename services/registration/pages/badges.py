"""The list of badges: searched, filtered, exported; and badges for staff."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.badges import IssueStaffBadge
from services.registration.domain import Meeting
from services.registration.domain.badges import Badge
from services.registration.handlers.badges import issue_staff_badge
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.sought import in_records
from services.registration.pages.words import choices, state_choices
from services.registration.pages.words_badges import BADGE_CATEGORIES, BADGE_STATES, HOLDER_KINDS
from services.registration.ports.badges import Badges, BadgesAsked
from shared.errors import Refused
from shared.pages import (
    Choice,
    Column,
    Filter,
    Form,
    Listing,
    ListPlan,
    Shown,
    Table,
    Tile,
    msg,
    read_form,
    read_listing,
    table_answer,
)

COLUMNS = (
    Column("name_key", "Name", sorts=True),
    Column("delegation", "Delegation", sorts=True),
    Column("category", "Kind of badge", sorts=True),
    Column("state", "State", sorts=True),
    Column("serial", "Number", numeric=True),
    Column("changed_at", "Changed", sorts=True),
)
FILTERS = (
    Filter("state", "State", state_choices(BADGE_STATES)),
    Filter("category", "Kind of badge", choices(BADGE_CATEGORIES)),
    Filter("holder_kind", "Wearer", choices(HOLDER_KINDS)),
    Filter("outdated", "Print", (Choice("yes", "No longer right"),)),
)
EXPORTED = ("Name", "Delegation", "Kind", "Wearer", "State", "Number", "Zones", "Valid from", "Valid to")


class BadgeLists:
    """The badges of a meeting."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/meetings/{code}/badges", dependencies=READERS)(self.list)
        router.get("/meetings/{code}/badges/staff", dependencies=OFFICERS)(self.staff_form)
        router.post("/meetings/{code}/badges/staff", dependencies=OFFICERS)(self.issue_to_staff)

    async def list(self, request: Request, code: str) -> Response:
        """Show the badges asked for, or give them as a file."""
        meeting = await self._room.meeting(code)
        listing = _listing(request)
        views = self._room.badges.views
        asked = await in_records(_asked(listing), partial(views.badges, meeting.meeting_id))
        if listing.format != "html":
            everyone = views.every_badge(meeting.meeting_id, asked)
            return table_answer(listing.format, Table(f"{meeting.address}-badges", EXPORTED, _row), everyone)
        found = await views.badges(meeting.meeting_id, asked)
        counts = await views.counts(meeting.meeting_id)
        shown: dict[str, object] = {
            "listing": listing,
            "shown": _shown(found),
            "tiles": _tiles(meeting, counts),
            "printable": len(await views.to_print(meeting.meeting_id, asked)),
            "narrowed": {**dict(listing.chosen), "q": asked.q},
            "batches": await views.batches(meeting.meeting_id),
        }
        return self._room.page(request, "badges.html", meeting, status=200, **shown)

    async def staff_form(self, request: Request, code: str) -> Response:
        """Show the form of a badge for staff."""
        return self._room.page(request, "badge_staff.html", await self._room.meeting(code), form=Form())

    async def issue_to_staff(self, request: Request, code: str) -> Response:
        """Give somebody of the staff a badge."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(IssueStaffBadge, meeting_id=meeting.meeting_id)
            now = await self._room.ask(request, issue_staff_badge, command, form=form)
        except Refused as refused:
            return self._room.page(
                request, "badge_staff.html", meeting, status=refused.status, form=form.refused(refused)
            )
        return self._room.pages.go(f"/registration/badges/{now.badge_id}", said=msg("The badge can be printed."))


def _listing(request: Request) -> Listing:
    chosen = request.query_params.get("delegation_id", "")
    filters = list(FILTERS)
    if chosen:
        filters.append(Filter("delegation_id", "Delegation", (Choice(chosen, chosen.rpartition("_")[2].upper()),)))
    plan = ListPlan(columns=COLUMNS, filters=filters, order="name_key")
    return read_listing(request.url.path, request.query_params.multi_items(), plan=plan)


def _asked(listing: Listing) -> BadgesAsked:
    return BadgesAsked(
        **dict(listing.chosen),
        q=listing.q,
        sort=listing.sort,
        descending=listing.descending,
        after=listing.behind,
        size=listing.limit,
    )


def _shown(found: Badges) -> Shown[Badge]:
    return Shown.behind(found.rows, total=found.total, last=found.after)


def _tiles(meeting: Meeting, counts: dict[str, int]) -> list[Tile]:
    at = f"/registration/meetings/{meeting.address}/badges"
    return [
        Tile(label="To print", figure=counts.get("approved", 0), href=f"{at}?state=approved"),
        Tile(label="Ready to collect", figure=counts.get("ready", 0), href=f"{at}?state=ready"),
        Tile(label="Collected", figure=counts.get("collected", 0), href=f"{at}?state=collected"),
        Tile(label="Lost", figure=counts.get("lost", 0), href=f"{at}?state=lost"),
        Tile(label="No longer right", figure=counts.get("outdated", 0), href=f"{at}?outdated=yes"),
    ]


def _row(one: Badge) -> tuple[object, ...]:
    about = (one.name, one.delegation, one.category.value, one.holder_kind.value, one.state.value, one.serial)
    return (*about, " ".join(one.zones), one.valid_from, one.valid_to)
