"""Changes people ask for: applied at once before the desk has approved them, decided by the desk after."""

from typing import cast

import pytest

from services.registration.commands import MailSignInLink
from services.registration.commands.changes import (
    ApproveChange,
    CancelChange,
    RejectChange,
    RequestChange,
)
from services.registration.commands.forms import GivenAnswer
from services.registration.domain import Participant, ParticipantStatus
from services.registration.domain.changes import (
    ChangeDecided,
    ChangeRequest,
    ChangeState,
    FieldChange,
    NothingToChange,
    ReasonMissing,
)
from services.registration.domain.decisions import ReviewState
from services.registration.domain.forms import Answer, NameUnclear
from services.registration.handlers import mail_sign_in_link
from services.registration.handlers.changes import approve_change, cancel_change, reject_change, request_change
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import Category, ParticipantCorrected
from shared.errors import NotAllowed
from shared.who import Grant, Role, Who
from tests.fakes import World
from tests.registration.builders import OFFICER, a_delegation, a_head, a_meeting, a_participant
from tests.registration.form_builders import a_field, a_form

HERSELF = Who(
    subject="participant:par_0",
    name="Ichikawa Tomiko",
    grants=frozenset({Grant(role=Role.PARTICIPANT, scope="par_0")}),
)
SOMEBODY = Who(subject="participant:par_9", name="Eve", grants=frozenset({Grant(role=Role.PARTICIPANT, scope="par_9")}))
PERU = a_delegation(delegation_id="del_apmbc-22msp_per", name="Peru", state="PER", category=Category.STATE_PARTY)


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world = World[RegistrationUnit]("registration", KEPT, who=HERSELF)
    world.keep(a_meeting(), a_delegation(), PERU, a_form(a_field("diet")), a_participant())
    return world


def approved(world: World[RegistrationUnit]) -> None:
    world.keep(a_participant(review=ReviewState.APPROVED))


def a_wish(**changes: object) -> RequestChange:
    """Return the request by which everything stays as it is, but for `changes`."""
    her = a_participant()
    about: dict[str, object] = {
        name: getattr(her, name) for name in ("participant_id", "full_name", "email", "role", "gender", "language")
    }
    return RequestChange.model_validate({**about, **changes})


def she(world: World[RegistrationUnit]) -> Participant:
    return cast(Participant, world.state("participants", "par_0"))


def the_request(world: World[RegistrationUnit], change_id: str = "chg_1") -> ChangeRequest:
    return cast(ChangeRequest, world.state("changes", change_id))


async def test_before_approval_a_change_applies_at_once(world: World[RegistrationUnit]) -> None:
    diet = (GivenAnswer(field_id="diet", values=("No nuts",)),)
    now = await world.run(request_change, a_wish(full_name="Ichikawa Tomoko", answers=diet))

    assert (now.applied, now.waiting) == (("full_name", "diet"), ())
    assert (she(world).full_name, she(world).name_key) == ("Ichikawa Tomoko", "ichikawa tomoko")
    assert she(world).answers == (Answer(field_id="diet", values=("No nuts",)),)
    assert [cast(ParticipantCorrected, one).full_name for one in world.told()] == ["Ichikawa Tomoko"]


async def test_an_answer_alone_is_told_to_nobody(world: World[RegistrationUnit]) -> None:
    await world.run(request_change, a_wish(answers=(GivenAnswer(field_id="diet", values=("No nuts",)),)))

    assert world.told() == []


async def test_after_approval_approved_data_waits_for_the_desk_and_the_rest_applies(
    world: World[RegistrationUnit],
) -> None:
    wish = a_wish(full_name="Ichikawa Tomoko", organisation="Ministry", note="A slip of the pen")
    approved(world)
    now = await world.run(request_change, wish)

    assert (now.applied, now.waiting, now.state) == (("organisation",), ("full_name",), "waiting")
    assert (she(world).full_name, she(world).organisation) == ("Ichikawa Tomiko", "Ministry")
    request = the_request(world)
    assert request.changes == (FieldChange(field_id="full_name", old=("Ichikawa Tomiko",), new=("Ichikawa Tomoko",)),)
    assert (request.note, request.asked_by) == ("A slip of the pen", "")


async def test_another_delegation_is_always_the_desks_to_decide(world: World[RegistrationUnit]) -> None:
    now = await world.run(request_change, a_wish(delegation_id=PERU.delegation_id))
    await world.run(approve_change, ApproveChange(change_id=now.change_id), OFFICER)

    assert now.waiting == ("delegation_id",)
    assert (she(world).delegation_id, she(world).delegation, she(world).state) == (PERU.delegation_id, "Peru", "PER")


async def test_an_approved_change_is_applied_and_mailed_once(world: World[RegistrationUnit]) -> None:
    approved(world)
    now = await world.run(request_change, a_wish(function="Ambassador"))
    await world.run(approve_change, ApproveChange(change_id=now.change_id), OFFICER)
    with pytest.raises(ChangeDecided):
        await world.run(approve_change, ApproveChange(change_id=now.change_id), OFFICER)

    assert she(world).function == "Ambassador"
    assert (the_request(world).state, the_request(world).decided_by) == (ChangeState.APPROVED, "Ana Ruiz")
    assert [(one.to, one.subject) for one in world.mails] == [
        ("tomiko@mission.example", "Your change is made · APMBC-22MSP")
    ]


async def test_who_is_approved_and_now_called_as_the_note_names_them_is_confirmed(
    world: World[RegistrationUnit],
) -> None:
    """R3."""
    approved(world)
    world.keep(a_delegation(names=(a_head("Ichikawa Tomoko"),)))
    now = await world.run(request_change, a_wish(full_name="Ichikawa Tomoko"))
    await world.run(approve_change, ApproveChange(change_id=now.change_id), OFFICER)

    assert she(world).status is ParticipantStatus.CONFIRMED


async def test_another_address_takes_the_access_of_the_former_one_and_is_mailed_once(
    world: World[RegistrationUnit],
) -> None:
    await world.run(mail_sign_in_link, MailSignInLink(participant_id="par_0"), OFFICER)
    await world.run(request_change, a_wish(email="second@mission.example"))
    approved(world)
    now = await world.run(request_change, a_wish(email="third@mission.example"))
    if now.change_id:
        await world.run(approve_change, ApproveChange(change_id=now.change_id), OFFICER)

    links = [row.body for row in world.backend.rows["_sign_in_links"].values()]
    assert [one["address"] for one in links if one["revoked_at"] is None] == ["third@mission.example"]
    assert [one.to.partition("@")[0] for one in world.mails] == ["tomiko", "second", "third"]


async def test_a_rejected_change_needs_a_reason_that_is_mailed(world: World[RegistrationUnit]) -> None:
    approved(world)
    now = await world.run(request_change, a_wish(function="Queen"))
    with pytest.raises(ReasonMissing):
        the_request(world).decide(ChangeState.REJECTED, by="Ana", at=a_participant().changed_at)
    await world.run(reject_change, RejectChange(change_id=now.change_id, reason="100% not so"), OFFICER)

    assert (she(world).function, the_request(world).state) == ("", ChangeState.REJECTED)
    assert "100% not so" in world.mails[0].text


async def test_a_second_request_takes_the_place_of_one_that_waits(world: World[RegistrationUnit]) -> None:
    approved(world)
    first = await world.run(request_change, a_wish(function="Queen"))
    second = await world.run(request_change, a_wish(function="Ambassador"))

    assert second.change_id == first.change_id
    assert the_request(world).changes == (FieldChange(field_id="function", new=("Ambassador",)),)


async def test_a_request_is_taken_back_by_whom_it_concerns(world: World[RegistrationUnit]) -> None:
    approved(world)
    now = await world.run(request_change, a_wish(function="Queen"))
    with pytest.raises(NotAllowed):
        await world.run(cancel_change, CancelChange(change_id=now.change_id), SOMEBODY)
    await world.run(cancel_change, CancelChange(change_id=now.change_id))

    assert the_request(world).state is ChangeState.TAKEN_BACK


async def test_nobody_changes_another_and_nothing_is_no_change(world: World[RegistrationUnit]) -> None:
    with pytest.raises(NotAllowed):
        await world.run(request_change, a_wish(function="Queen"), SOMEBODY)
    with pytest.raises(NothingToChange):
        await world.run(request_change, a_wish())
    with pytest.raises(NameUnclear):
        await world.run(request_change, a_wish(full_name="Tomiko \u202e"))


async def test_an_answer_to_a_field_the_form_no_longer_has_stays(world: World[RegistrationUnit]) -> None:
    old = Answer(field_id="shoe_size", values=("38",))
    world.keep(a_participant(answers=(old,)))
    await world.run(request_change, a_wish(organisation="Ministry"))

    assert she(world).answers == (old,)
