"""Two at once on a real database: whoever is second decides again, and nothing is lost or given twice."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import TypeVar

import httpx
import pytest

from services.registration.commands import NamedPerson, NotifyDelegation
from services.registration.commands.corrections import CorrectParticipant
from services.registration.commands.review import ApproveParticipant
from services.registration.handlers import notify_delegation
from services.registration.handlers.corrections import correct_participant
from services.registration.handlers.review import approve_participant
from services.registration.ports import RegistrationUnit
from shared.contracts.registration import DelegateRole
from shared.errors import Refused
from shared.messages import Command
from shared.records import Origin
from shared.unit import Handler
from shared.web import House
from tests.registration.builders import OFFICER, a_note
from tests.registration.test_routes import an_open_meeting, register

pytestmark = pytest.mark.real

CODE = "APMBC-RACES"
M = TypeVar("M", bound=Command)
STATES = (
    "ago",
    "arg",
    "aus",
    "aut",
    "bel",
    "bra",
    "che",
    "col",
    "deu",
    "dnk",
    "esp",
    "fra",
    "gbr",
    "hrv",
    "ita",
    "jpn",
)


@pytest.fixture(scope="module", autouse=True)
async def meeting(api: httpx.AsyncClient) -> str:
    return await an_open_meeting(api, CODE)


def delegation_of(state: str) -> str:
    return f"del_{CODE.lower()}_{state}"


async def act(house: House[RegistrationUnit], handler: Handler[M, RegistrationUnit, object], command: M) -> bool:
    """Run one act of an officer; tell whether it was done or refused."""
    try:
        await house.units.run(handler, command, Origin(who=OFFICER))
    except Refused:
        return False
    return True


def the_note(state: str, *names: str) -> NotifyDelegation:
    """Return the note of one State: a head, and who else."""
    head = NamedPerson(full_name=f"Head of {state}", role=DelegateRole.HEAD)
    return a_note(delegation_id=delegation_of(state), names=(head, *(NamedPerson(full_name=one) for one in names)))


async def at_once(*acts: Awaitable[bool]) -> Sequence[bool]:
    return await asyncio.gather(*acts)


async def person(house: House[RegistrationUnit], participant_id: str) -> dict[str, object]:
    found = await house.database["participants"].find_one({"_id": participant_id})
    assert found is not None
    return found


async def test_an_approval_and_the_note_in_the_same_instant_confirm(
    api: httpx.AsyncClient, house: House[RegistrationUnit]
) -> None:
    """R3: nobody is left in *to confirm* with both tracks complete."""
    for round in range(3):
        name = f"Mori Aiko {'abc'[round]}"
        people = [await register(api, delegation_of(one), name, f"mori{round}@{one}.example") for one in STATES]
        await at_once(
            *(act(house, approve_participant, ApproveParticipant(participant_id=one)) for one in people),
            *(act(house, notify_delegation, the_note(one, name)) for one in STATES),
        )
        assert [(await person(house, one))["status"] for one in people] == ["confirmed"] * len(STATES)


async def test_a_corrected_name_and_the_note_in_the_same_instant_confirm(
    api: httpx.AsyncClient, house: House[RegistrationUnit]
) -> None:
    people = [await register(api, delegation_of(one), "Sato Kem", f"sato@{one}.example") for one in STATES]
    await at_once(*(act(house, approve_participant, ApproveParticipant(participant_id=one)) for one in people))
    right = {"full_name": "Sato Ken"}
    corrections = [
        CorrectParticipant.model_validate(
            {
                **right,
                "participant_id": id,
                "email": f"sato@{state}.example",
                "based_on": (await person(house, id))["_version"],
            }
        )
        for id, state in zip(people, STATES, strict=True)
    ]
    await at_once(
        *(act(house, correct_participant, one) for one in corrections),
        *(act(house, notify_delegation, the_note(one, "Sato Ken")) for one in STATES),
    )
    assert [(await person(house, one))["status"] for one in people] == ["confirmed"] * len(STATES)
