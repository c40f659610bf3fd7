"""No page of registration has what axe-core calls a violation, and none scrolls sideways on a phone."""

import httpx
import pytest

from deploy.local.stack import Stack
from shared.values import Value
from shared.who import Role
from tests.browser.accessible import Inspection
from tests.browser.doors import at_the_gate, open_the_doors, tell
from tests.browser.people import People, Setting
from tests.stacks import a_delegation, desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1_100)]

MEETING = "/registration/meetings/apmbc-22msp"
PERSON = {"full_name": "Nina Graf", "email": "nina.graf@che.example.org"}
CONTACT = {"contact_name": "Ida Holm", "contact_email": "ida.holm@watch.example"}
FOCAL_POINT = "registration.office@che.example.org"
ROOMS = [
    "/review",
    "/participants",
    "/delegations",
    "/reconcile",
    "/duplicates",
    "/seats",
    "/form",
    "/follow-ups",
    "/changes",
    "/decisions",
    "/notes",
    "/credentials",
    "/credentials-report",
    "/imports",
    "/badges",
    "/badges/check",
    "/badges/staff",
    "/badges/design/state_party",
    "/access",
    "/accreditation",
    "/lists",
    "/lists/changes",
    "/letters",
    "/figures",
    "/programme",
    "/mission-rules",
    "/doors",
    "/doors/setup",
    "/doors/wall",
    "/doors/log",
    "/messages",
    "/messages/new",
    "/observers",
    "/privacy",
    "/plan",
]
PERSONAL = ["/correct", "/substitute", "/letters", "/company", "/change", "/personal", "/seat", "/standing-badge"]
DELEGATION = ["/credentials", "/notify", "/access", "/badges", "/company", "/seats", "/portal", "/imports"]
BELOW = ("participants", "delegations", "accreditation", "follow-ups", "forms", "mailings", "observers", "changes")
MADE: tuple[tuple[str, dict[str, object]], ...] = (
    ("rooms", {"name": "Room XVII", "capacity": 2_000}),
    ("mailings", {"title": "Welcome", "texts": [{"language": "en", "subject": "Welcome", "body": "Dear delegate"}]}),
    ("follow-ups", {"title": "A day in the field", "ready": "field_visit"}),
    ("observer-requests", {"organisation": "Mine Watch", "purpose": "To observe.", **CONTACT}),
    ("media-applications", {"full_name": "Jo Park", "outlet": "The Daily", "email": "jo.park@daily.example"}),
)
"""What the desk has to look at for the next meeting, by where it is asked for."""


class Ahead(Value):
    """Where the pages of the next meeting, of a delegation to it and of one of its people are."""

    meeting: str
    delegation: str
    person: str
    answer: str


@pytest.fixture(scope="module")
async def ahead(stack: Stack) -> Ahead:
    """A meeting of its own: one person has registered, a focal point is invited, and the desk has work."""
    async with desk(stack) as client:
        delegation_id = await a_delegation(client)
        home = delegation_id.split("_")[1]
        made = [await tell(client, f"/meetings/mtg_{home}/{what}", **about) for what, about in MADE]
        names = [{"full_name": PERSON["full_name"], "role": "head"}, {"full_name": "Luca Bianchi", "role": "adviser"}]
        await tell(client, f"/delegations/{delegation_id}/notify", reference="NV/9", dated="2026-03-02", names=names)
        await tell(client, f"/delegations/{delegation_id}/focal-point", name="Rosa Keller", email=FOCAL_POINT)
        person = (await tell(client, "/participants", delegation_id=delegation_id, **PERSON))["participant_id"]
        await tell(client, f"/participants/{person}/link")
        answer = await _asked(client, delegation_id, next(one["follow_up_id"] for one in made if "follow_up_id" in one))
    own = {
        "delegation": f"/registration/delegations/{delegation_id}",
        "person": f"/registration/participants/{person}",
        "answer": answer,
    }
    return Ahead(meeting=f"/registration/meetings/{home}", **own)


async def _asked(client: httpx.AsyncClient, delegation_id: str, follow_up_id: str) -> str:
    """Open a follow-up form and approve somebody of whom it is asked; return where they answer."""
    settings = {"title": {"en": "A day in the field"}, "closes_at": "2027-11-20T12:00:00Z", "places": 3}
    (await client.put(f"/registration/api/follow-ups/{follow_up_id}", json=settings)).raise_for_status()
    await tell(client, f"/follow-ups/{follow_up_id}/open")
    luca = {"full_name": "Luca Bianchi", "email": "luca.bianchi@che.example.org", "delegation_id": delegation_id}
    participant_id = (await tell(client, "/participants", **luca))["participant_id"]
    await tell(client, f"/participants/{participant_id}/approve")
    return f"/registration/follow-ups/{follow_up_id}/answers/{participant_id}"


async def test_the_pages_of_the_desk_and_whatever_they_lead_to(people: People) -> None:
    looked = Inspection(await people.staff())
    await looked.visit([MEETING, *(MEETING + room for room in ROOMS)])
    await looked.follow("/registration/")
    assert looked.found == []


async def test_the_pages_of_the_desk_before_a_meeting(people: People, ahead: Ahead) -> None:
    looked = Inspection(await people.staff())
    await looked.visit([ahead.person, *(ahead.person + page for page in PERSONAL)])
    await looked.visit([ahead.delegation, *(ahead.delegation + page for page in DELEGATION)])
    await looked.visit(
        f"{ahead.meeting}/{room}" for room in ("seats", "messages", "follow-ups", "observers", "accreditation")
    )
    await looked.follow(*(f"/registration/{one}/" for one in BELOW))
    assert looked.found == []


async def test_the_desk_in_arabic(people: People) -> None:
    looked = Inspection(await people.staff(setting=Setting(language="ar")))
    await looked.visit(MEETING + page for page in ("", "/review", "/participants", "/reconcile", "/figures", "/plan"))
    assert looked.found == []


async def test_the_pages_of_a_focal_point(people: People, ahead: Ahead) -> None:
    looked = Inspection(await people.by_mail(FOCAL_POINT, service="registration"))
    pages = ["/portal", "/notify", "/imports", "/badges", "/seats", "/access"]
    await looked.visit([*(ahead.delegation + page for page in pages), f"{ahead.meeting}/register"])
    await looked.follow("/registration/")
    assert looked.found == []


async def test_the_pages_of_a_participant(people: People, ahead: Ahead) -> None:
    looked = Inspection(await people.by_mail(PERSON["email"], service="registration"))
    await looked.visit(
        ["/registration/me", "/registration/me/personal", f"{ahead.person}/letters", f"{ahead.person}/change"]
    )
    await looked.follow("/registration/")
    assert looked.found == []


async def test_the_pages_of_anybody(people: People, ahead: Ahead) -> None:
    pages = [ahead.meeting, *(ahead.meeting + page for page in ("/register", "/observe", "/press"))]
    plain = [*pages, "/registration/letters", "/registration/link", "/sign-in"]
    for language in ("en", "ar"):
        looked = Inspection(await people.somebody(Setting(language=language)))
        await looked.visit(plain)
        assert looked.found == []


async def test_forms_that_are_refused(people: People, ahead: Ahead) -> None:
    anybody = Inspection(await people.somebody())
    await anybody.refused(f"{ahead.meeting}/register", "Register and mail me")
    await anybody.refused(f"{ahead.meeting}/press", "Apply and mail me")
    await anybody.refused(f"{ahead.meeting}/observe", "Send the request")
    officer = Inspection(await people.staff(Role.REGISTRATION_OFFICER))
    await officer.refused(f"{ahead.delegation}/notify", "Take the note")
    await officer.refused(f"{ahead.delegation}/imports", "Look at the file")
    await officer.refused(ahead.answer, "Answer")
    assert anybody.found + officer.found == []


async def test_the_page_of_a_device_at_the_door(people: People, stack: Stack) -> None:
    async with desk(stack) as client:
        doors = await open_the_doors(client)
    looked = Inspection(await at_the_gate(people, doors.links[0]))
    await looked.visit(["/registration/door"])
    staff = Inspection(await people.staff(Role.REGISTRATION_OFFICER))
    await staff.visit(f"/registration/meetings/{doors.home}/doors{page}" for page in ("", "/setup", "/wall", "/log"))
    await staff.follow("/registration/de")
    assert looked.found + staff.found == []
