"""Who may be registered twice, and what is said of two registrations: merged, distinguished, taken back."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from services.registration.commands import WithdrawParticipant
from services.registration.commands.duplicates import DistinguishParticipants, MergeParticipants, ReopenPair
from services.registration.domain import Participant, ParticipantStatus
from services.registration.domain.duplicates import CROWD, Lookalikes, Reason, Suspect, Suspicion, mailbox
from services.registration.domain.merging import SamePerson
from services.registration.domain.names import latin
from services.registration.domain.review_refusals import NothingDecided
from services.registration.handlers import register_participant, withdraw_participant
from services.registration.handlers.duplicates import distinguish_participants, merge_participants, reopen_pair
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import AttendanceMode, ParticipantCorrected, ParticipantMerged
from tests.fakes import World
from tests.registration.builders import OFFICER, a_delegation, a_meeting, a_registration
from tests.registration.seat_builders import ROOM_ID, a_room

FIRST = datetime(2025, 11, 3, 10, 0, tzinfo=UTC)


def a_suspect(id: str, full_name: str, email: str = "", **changes: object) -> Suspect:
    fields: dict[str, object] = {
        "participant_id": id,
        "delegation_id": f"del_{id}",
        "full_name": full_name,
        "email": email or f"{id}@x.example",
        "active": True,
        "registered_at": FIRST,
    }
    return Suspect.model_validate(fields | changes)


def suspicions(people: Sequence[Suspect]) -> list[Suspicion]:
    alike = Lookalikes()
    alike.put(people)
    return alike.suspicions()


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("María José Pérez", "Maria Jose PEREZ", Reason.SAME_NAME),
        ("Pérez María José", "Maria Jose Perez", Reason.SAME_WORDS),
        ("Сергей Иванов", "Ivanov Sergei", Reason.SIMILAR_NAME),
        ("Sokha Chan", "Sokha Chann", Reason.SIMILAR_NAME),
    ],
)
def test_names_that_may_be_one_are_found_across_order_accents_and_scripts(one: str, other: str, reason: Reason) -> None:
    (found,) = suspicions([a_suspect("a", one), a_suspect("b", other)])

    assert found.reasons == (reason,)


@pytest.mark.parametrize("other", ["Ana Torres", "Luis Vega", "Jean Petit"])
def test_other_people_are_not_suspected(other: str) -> None:
    assert suspicions([a_suspect("a", "Ana Díaz"), a_suspect("b", other)]) == []


@pytest.mark.parametrize(
    ("email", "reached"),
    [
        ("Ana+apmbc@Mission.example", "ana@mission.example"),
        ("a.n.a+x@googlemail.com", "ana@gmail.com"),
        ("a.n.a@mission.example", "a.n.a@mission.example"),
    ],
)
def test_an_address_is_the_mailbox_it_reaches(email: str, reached: str) -> None:
    assert mailbox(email) == reached


def test_two_people_who_share_the_mailbox_of_their_mission_are_not_one() -> None:
    shared = [a_suspect("a", "Ana Díaz", "mission@per.example"), a_suspect("b", "Bo Li", "mission+bo@per.example")]

    assert suspicions(shared) == []


def test_who_registers_again_after_a_withdrawal_is_shown_beside_the_first_registration() -> None:
    again = a_suspect("b", "Ana Diaz", registered_at=FIRST + timedelta(days=1))
    (found,) = suspicions([again, a_suspect("a", "Ana Díaz", active=False)])

    assert (found.first, found.second) == ("a", "b")
    assert Reason.REGISTERED_AGAIN in found.reasons


def test_who_is_gone_twice_is_not_shown() -> None:
    two = [a_suspect("a", "Ana Díaz"), a_suspect("b", "Ana Diaz")]

    assert [one.pair for one in suspicions(two)] == [("a", "b")]
    assert suspicions([one.model_copy(update={"active": False}) for one in two]) == []


def test_what_is_followed_from_change_to_change_is_what_is_found_at_once() -> None:
    """Also where a word becomes one of a crowd, and no longer is: as many share it as a crowd has, or one more."""
    chance = random.Random(3)  # noqa: S311 - names, no secret
    family = ["".join(chance.choices("abdeiklmnorstuvz", k=6)) for _ in range(120)]
    alike, now = Lookalikes(), dict[str, Suspect]()
    for number in range(2 * CROWD):
        id = f"par_{chance.randrange(CROWD + 20)}"
        given = "Anabel" if number < CROWD + 10 or chance.random() < 0.5 else chance.choice(family)
        email = f"{chance.choice(family[:40])}@x.example"
        name = f"{given} {chance.choice(family)}{chance.choice(['', '', 'a'])}"
        now[id] = a_suspect(id, name, email, active=chance.random() < 0.9)
        alike.put([now[id]])
        if number % 20 == 0:
            assert alike.suspicions() == suspicions(list(now.values()))

    assert alike.suspicions() == suspicions(list(reversed(now.values())))
    assert alike.among(["par_1"]) == [one for one in alike.suspicions() if "par_1" in one.pair]


def test_a_name_of_another_script_is_compared_in_latin_letters() -> None:
    assert latin("Иванов, Сергей") == latin("Sergey Ivanov")


@pytest.fixture
async def world() -> World[RegistrationUnit]:
    """Japan is invited; par_1 and par_2 registered."""
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation())
    await world.run(register_participant, a_registration())
    await world.run(register_participant, a_registration(full_name="Tomiko Ichikawa", email="tomiko@other.example"))
    return world


def person(world: World[RegistrationUnit], participant_id: str) -> Participant:
    found = world.state("participants", participant_id)
    assert isinstance(found, Participant)
    return found


async def test_one_of_two_is_kept_and_the_other_refers_to_it(world: World[RegistrationUnit]) -> None:
    await world.run(merge_participants, MergeParticipants(keep="par_1", give_up="par_2"))

    other = person(world, "par_2")
    assert (other.status, other.active, other.merged_into) == (ParticipantStatus.WITHDRAWN, False, "par_1")
    assert person(world, "par_1").active
    assert [one.model_dump(include={"into"}) for one in world.told(ParticipantMerged)] == [{"into": "par_1"}]


async def test_a_merge_is_taken_back_and_the_other_is_what_it_was(world: World[RegistrationUnit]) -> None:
    await world.run(merge_participants, MergeParticipants(keep="par_1", give_up="par_2"))
    await world.run(reopen_pair, ReopenPair(first="par_1", second="par_2"))

    other = person(world, "par_2")
    assert (other.status, other.active, other.merged_into) == (ParticipantStatus.REGISTERED, True, None)
    assert len(world.told(ParticipantCorrected)) == 1
    with pytest.raises(NothingDecided):
        await world.run(reopen_pair, ReopenPair(first="par_2", second="par_1"))


async def test_the_seat_of_the_registration_that_is_given_up_is_free_again(world: World[RegistrationUnit]) -> None:
    """R7: a person sits on one seat, however often they registered."""
    world.keep(a_meeting(rooms=(ROOM_ID,)), a_room())
    for name in ("Ana One", "Bo Two", "Cy Three"):
        await world.run(register_participant, a_registration(full_name=name, email=f"{name[:2].lower()}@x.example"))
    modes = [person(world, f"par_{n}").attendance for n in (3, 4, 5)]
    await world.run(merge_participants, MergeParticipants(keep="par_3", give_up="par_4"))
    await world.run(register_participant, a_registration(full_name="Di Four", email="di@x.example"))

    assert modes == [AttendanceMode.IN_ROOM, AttendanceMode.IN_ROOM, a_room().beyond]
    assert (person(world, "par_4").attendance, person(world, "par_6").attendance) == (None, AttendanceMode.IN_ROOM)


async def test_one_that_was_withdrawn_before_is_only_marked(world: World[RegistrationUnit]) -> None:
    await world.run(withdraw_participant, WithdrawParticipant(participant_id="par_2", reason="Ill"))
    await world.run(merge_participants, MergeParticipants(keep="par_1", give_up="par_2"))
    assert world.told(ParticipantMerged) == []

    await world.run(reopen_pair, ReopenPair(first="par_1", second="par_2"))
    assert person(world, "par_2").status is ParticipantStatus.WITHDRAWN


async def test_two_persons_are_remembered_whoever_is_named_first(world: World[RegistrationUnit]) -> None:
    one = await world.run(distinguish_participants, DistinguishParticipants(first="par_2", second="par_1"))
    again = await world.run(distinguish_participants, DistinguishParticipants(first="par_1", second="par_2"))

    assert (one.pair_id, one.ruling) == (again.pair_id, "different")
    with pytest.raises(SamePerson):
        await world.run(distinguish_participants, DistinguishParticipants(first="par_1", second="par_1"))
