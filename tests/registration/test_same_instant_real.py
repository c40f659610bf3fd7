"""Facts that hundreds read and nobody writes for it, changed while they are read: on a real database, two processes."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from services.registration.commands import RegisterParticipant
from services.registration.commands.imports import ApplyImport, StartImport
from services.registration.commands.meetings import CloseRegistration, OpenRegistration, RescheduleMeeting
from services.registration.commands.treaty import RecordTreatyStatus, SpreadCategory, StrikeTreatyStatus
from services.registration.gateways import PackagedConventions
from services.registration.handlers import register_participant
from services.registration.handlers.imports import apply_import, start_import
from services.registration.handlers.meetings import MeetingRescheduler, close_registration, open_registration
from services.registration.handlers.treaty import TreatyStatusRecorder, TreatyStatusStriker, spread_category
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from services.registration.store.figures import Figures
from services.registration.store.review import ReviewReader
from shared.clock import utc_now
from shared.errors import Refused
from shared.mongo import MongoBackend
from shared.records import Origin
from shared.unit import Units
from shared.web import House
from shared.who import NOBODY
from tests.registration.builders import OFFICER
from tests.registration.test_races_real import STATES, at_once
from tests.registration.test_routes import an_open_meeting

pytestmark = pytest.mark.real

DESK = Origin(who=OFFICER)
CONVENTIONS = PackagedConventions.read()
TINY = ("and", "brb", "kna", "niu")
"""States no other test knows an act of."""
YEARS_AHEAD: dict[str, object] = {"opens_on": "2031-12-01", "closes_on": "2031-12-05", "deadlines": []}

Desks = tuple[Units[RegistrationUnit], Units[RegistrationUnit], Units[RegistrationUnit]]
"""Two processes of the service, as far as the database can tell, and one that is a day ahead: all is due there."""


@pytest.fixture
def desks(house: House[RegistrationUnit]) -> Desks:
    other = MongoBackend(house.client, house.database, secrets=house.secrets)
    tomorrow = utc_now() + timedelta(days=1)
    return (
        house.units,
        Units(other, KEPT, service="registration"),
        Units(other, KEPT, service="registration", clock=lambda: tomorrow),
    )


def registering(delegation_id: str, full_name: str, email: str) -> RegisterParticipant:
    return RegisterParticipant(delegation_id=delegation_id, full_name=full_name, email=email)


async def by_themselves(units: Units[RegistrationUnit], command: RegisterParticipant) -> bool:
    """Let somebody register without anybody's help; tell whether it stands."""
    try:
        await units.run(register_participant, command, Origin(who=NOBODY))
    except Refused:
        return False
    return True


async def test_two_of_one_name_who_both_got_in_are_found_every_time(
    api: httpx.AsyncClient, house: House[RegistrationUnit], desks: Desks
) -> None:
    meeting_id = await an_open_meeting(api, "APMBC-TWINS")
    review = ReviewReader(house.database, Figures(house.database))
    expected = 0
    for round in range(4):
        acts = [
            by_themselves(
                desk, registering(f"del_apmbc-twins_{state}", f"Kim Sol {round}", f"{n}{round}@{state}.example")
            )
            for state in STATES
            for n, desk in enumerate(desks[:2])
        ]
        stands = await at_once(*acts)
        expected += sum(one and other for one, other in zip(stands[::2], stands[1::2], strict=True))
        assert all(one or other for one, other in zip(stands[::2], stands[1::2], strict=True))
        found = await review.suspicions(meeting_id)
        people = house.database["participants"].find({"meeting_id": meeting_id}, {"delegation_id": 1, "name_key": 1})
        who = {one["_id"]: (one["delegation_id"], one["name_key"]) async for one in people}
        assert sum(who[one.first] == who[one.second] for one in found) == expected


async def test_a_file_and_the_person_themself_with_one_address_are_one_person(
    api: httpx.AsyncClient, house: House[RegistrationUnit], desks: Desks
) -> None:
    meeting_id = await an_open_meeting(api, "APMBC-TWOWAYS")
    for round in range(3):
        files = [
            a_file(meeting_id, f"del_apmbc-twoways_{one}", (f"Sol {round}", f"sol{round}@{one}.example"))
            for one in STATES
        ]
        started = [await desks[0].run(start_import, one, DESK) for one in files]
        await asyncio.gather(
            *(desks[0].run(apply_import, ApplyImport(import_id=one.import_id), DESK) for one in started),
            *(by_themselves(desks[1], registering(str(one.delegation_id), *one.rows[0].cells)) for one in files),
        )
        people = house.database["participants"]
        assert [await people.count_documents({"email": one.rows[0].cells[1]}) for one in files] == [1] * len(files)
        stages = [one["stage"] async for one in house.database["imports"].find({"meeting_id": meeting_id})]
        assert set(stages) == {"done"}


def a_file(meeting_id: str, delegation_id: str, cells: tuple[str, str]) -> StartImport:
    """Return a file with one person: name and address."""
    fields = {
        "meeting_id": meeting_id,
        "delegation_id": delegation_id,
        "file_name": "people.csv",
        "header": ("Full name", "E-mail"),
        "rows": ({"number": 2, "cells": cells},),
        "purpose": "registration",
        "mails": False,
    }
    return StartImport.model_validate(fields)


async def test_whoever_registers_while_their_state_changes_category_comes_under_the_new_one(
    api: httpx.AsyncClient, house: House[RegistrationUnit], desks: Desks
) -> None:
    """R5: the second look, due soon after, finds those who read the delegation before it changed."""
    await an_open_meeting(api, "APMBC-TREATY", **YEARS_AHEAD)
    for wanted in ("state_not_party", "state_party"):
        for state in TINY:
            place = f"del_apmbc-treaty_{state}"
            coming = [registering(place, f"{wanted} {n}", f"{wanted}{n}@{state}.example") for n in range(8)]
            stands = [by_themselves(desks[n % 2], one) for n, one in enumerate(coming)]
            await asyncio.gather(
                *stands[:4], withdraws(desks[1], state, indeed=wanted == "state_not_party"), *stands[4:]
            )
            for _ in range(2):
                await desks[2].run(spread_category, SpreadCategory(delegation_id=place), DESK)
            people = house.database["participants"]
            assert await people.distinct("category", {"delegation_id": place}) == [wanted]
            assert await people.count_documents({"delegation_id": place, "full_name": {"$regex": wanted}}) == len(
                coming
            )


async def withdraws(units: Units[RegistrationUnit], state: str, *, indeed: bool, dated: str = "2026-01-05") -> None:
    """Record that a State withdraws from the convention, or that this was a mistake."""
    about = {"convention": "APMBC", "state": state.upper()}
    if indeed:
        act = {**about, "act": "withdrawal", "dated": dated, "reference": "C.N.1"}
        await units.run(TreatyStatusRecorder(CONVENTIONS), RecordTreatyStatus.model_validate(act), DESK)
    else:
        await units.run(TreatyStatusStriker(CONVENTIONS), StrikeTreatyStatus.model_validate(about), DESK)


async def test_a_state_that_withdraws_while_the_meeting_moves_has_the_category_of_the_new_day(
    api: httpx.AsyncClient, house: House[RegistrationUnit], desks: Desks
) -> None:
    """R5: neither of the two alone changes the category."""
    meeting_id = await an_open_meeting(api, "APMBC-MOVES", **YEARS_AHEAD)
    place = {"venue": "Palais des Nations", "city": "Geneva", "country": "CHE", "zone": "Europe/Zurich"}
    for day, wanted in (("2033-12-01", "state_not_party"), ("2031-12-01", "state_party")) * 4:
        plan = {**place, "meeting_id": meeting_id, "opens_on": day, "closes_on": day, "deadlines": []}
        await asyncio.gather(
            desks[0].run(MeetingRescheduler(CONVENTIONS), RescheduleMeeting.model_validate(plan), DESK),
            withdraws(desks[1], "nru", indeed=wanted == "state_not_party", dated="2032-01-05"),
        )
        found = await house.database["delegations"].find_one({"_id": "del_apmbc-moves_nru"})
        assert found
        assert found["category"] == wanted


async def test_nobody_gets_in_once_closing_was_answered(
    api: httpx.AsyncClient, house: House[RegistrationUnit], desks: Desks
) -> None:
    """In the same instant both orders are right; behind it, one."""
    meeting_id = await an_open_meeting(api, "APMBC-CLOSES", **YEARS_AHEAD)
    for round in range(3):
        crowd = [registering(f"del_apmbc-closes_{one}", f"Kim {round}", f"k{round}@{one}.example") for one in STATES]
        closing = desks[1].run(close_registration, CloseRegistration(meeting_id=meeting_id), DESK)
        first = await asyncio.gather(*(by_themselves(desks[0], one) for one in crowd[:8]), closing)
        again = await at_once(*(by_themselves(desks[n % 2], one) for n, one in enumerate(crowd)))
        assert not any(again)
        stand = {"meeting_id": meeting_id, "full_name": f"Kim {round}"}
        assert await house.database["participants"].count_documents(stand) == sum(one is True for one in first)
        await desks[1].run(open_registration, OpenRegistration(meeting_id=meeting_id), DESK)
