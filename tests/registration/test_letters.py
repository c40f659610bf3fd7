"""Letters: for whom they are true, how they are numbered, when they cease to hold."""

from datetime import UTC, datetime

import pytest

from services.registration.commands.letters import ContinueLetters, IssueLetter, IssueLetters, WithdrawLetter
from services.registration.domain.decisions import ReviewState
from services.registration.domain.letter_batches import LetterBatch
from services.registration.domain.letters import (
    Hand,
    Letter,
    LetterOutdated,
    LetterStanding,
    LetterWithdrawn,
    NeverPresent,
    NotApproved,
    NotComing,
    as_number,
    letter,
    number_of,
    possible,
)
from services.registration.domain.participants import Participant, ParticipantStatus
from services.registration.domain.passages import Presence
from services.registration.handlers.letters import continue_letters, issue_letter, issue_letters, withdraw_letter
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from services.registration.store.letters import next_letters
from shared.contracts.registration.letters import LetterKind
from shared.errors import NotAllowed, Refused
from shared.who import NOBODY, Grant, Role, Who
from tests.fakes import World
from tests.registration.builders import MEETING_ID, OFFICER, a_meeting, a_participant

AT = datetime(2025, 12, 2, 9, 0, tzinfo=UTC)
BY_ANA = Hand(by="Ana Ruiz", at=AT)
ARRIVED = {"status": ParticipantStatus.PRESENT, "arrived_at": AT, "arrived_on": "2025-12-01"}
HERSELF = Who(subject="p", name="Ichikawa Tomiko", grants=frozenset({Grant(role=Role.PARTICIPANT, scope="par_0")}))


def confirmed(**changes: object) -> Participant:
    """Return her, confirmed."""
    about: dict[str, object] = {"status": ParticipantStatus.CONFIRMED, **changes}
    return a_participant().model_copy(update=about)


@pytest.fixture
def world() -> World[RegistrationUnit]:
    return World("registration", KEPT, who=OFFICER)


@pytest.mark.parametrize(
    ("kind", "who", "refusal"),
    [
        (LetterKind.CONFIRMATION, a_participant(), NotComing),
        (LetterKind.CONFIRMATION, a_participant(review=ReviewState.APPROVED), NotComing),
        (LetterKind.VISA_SUPPORT, a_participant(), NotApproved),
        (LetterKind.VISA_SUPPORT, confirmed(active=False, status=ParticipantStatus.WITHDRAWN), NotApproved),
        (LetterKind.ATTENDANCE, confirmed(), NeverPresent),
    ],
)
def test_a_letter_that_would_not_be_true_is_refused(kind: LetterKind, who: Participant, refusal: type[Refused]) -> None:
    """R3 for the confirmation; a certificate is for those who were present."""
    with pytest.raises(refusal):
        letter(who, kind, BY_ANA, letter_id="let_1")


def test_what_can_be_made_grows_with_the_registration() -> None:
    assert possible(a_participant()) == ()
    assert possible(a_participant(review=ReviewState.APPROVED)) == (LetterKind.VISA_SUPPORT,)
    assert possible(confirmed()) == (LetterKind.CONFIRMATION, LetterKind.VISA_SUPPORT)
    assert possible(confirmed(**ARRIVED)) == tuple(LetterKind)


def test_a_certificate_names_the_days_the_doors_saw_and_the_day_of_arrival() -> None:
    made = letter(confirmed(**ARRIVED), LetterKind.ATTENDANCE, BY_ANA, letter_id="let_1", days=("2025-12-03",))

    assert made.days == ("2025-12-01", "2025-12-03")


def test_a_number_is_read_however_it_is_typed() -> None:
    number = number_of(LetterKind.VISA_SUPPORT, "let_1")

    assert number.startswith("V-")
    assert {as_number(one) for one in (number, number.lower().replace("-", " "), number.replace("-", ""))} == {number}
    assert number != number_of(LetterKind.VISA_SUPPORT, "let_2")


def test_a_letter_holds_as_long_as_what_it_says() -> None:
    made = letter(confirmed(), LetterKind.CONFIRMATION, BY_ANA, letter_id="let_1")
    gone = confirmed(active=False, status=ParticipantStatus.WITHDRAWN)

    assert made.standing(confirmed()) is LetterStanding.VALID
    assert made.standing(confirmed(full_name="Ichikawa T.")) is LetterStanding.OUTDATED
    assert made.standing(gone) is LetterStanding.WITHDRAWN
    with pytest.raises(LetterOutdated):
        made.must_stand(confirmed(function="Minister"))
    with pytest.raises(LetterWithdrawn):
        made.must_stand(gone)


def test_a_certificate_stays_true_of_a_person_who_left() -> None:
    made = letter(confirmed(**ARRIVED), LetterKind.ATTENDANCE, BY_ANA, letter_id="let_1")

    assert made.standing(confirmed(**ARRIVED, active=False)) is LetterStanding.VALID


async def test_a_letter_is_made_once_until_something_changes(world: World[RegistrationUnit]) -> None:
    world.keep(confirmed())
    asked = IssueLetter(participant_id="par_0", kind=LetterKind.CONFIRMATION)

    first, again = await world.run(issue_letter, asked), await world.run(issue_letter, asked)
    world.keep(confirmed(function="Minister", version=2))
    changed = await world.run(issue_letter, asked)

    assert first == again
    assert changed.number != first.number


async def test_a_person_makes_their_own_letter_and_nobody_elses(world: World[RegistrationUnit]) -> None:
    world.keep(confirmed(), confirmed(participant_id="par_1", email="b@mission.example"))
    asked = IssueLetter(participant_id="par_0", kind=LetterKind.VISA_SUPPORT)

    assert (await world.run(issue_letter, asked, who=HERSELF)).number.startswith("V-")
    with pytest.raises(NotAllowed):
        await world.run(issue_letter, asked.model_copy(update={"participant_id": "par_1"}), who=HERSELF)


async def test_letters_for_everybody_leave_out_whom_they_are_not_true_of(world: World[RegistrationUnit]) -> None:
    absent = confirmed(participant_id="par_1", email="b@mission.example")
    there = Presence(holder_id="par_0", meeting_id=MEETING_ID, days=("2025-12-02",))
    world.keep(a_meeting(), confirmed(**ARRIVED), absent, there)

    answer = await world.run(issue_letters, IssueLetters(meeting_id=MEETING_ID, kind=LetterKind.ATTENDANCE))

    assert (answer.made, answer.done) == (1, True)
    made = world.state("letters", "let_1")
    assert isinstance(made, Letter)
    assert (made.batch_id, made.days) == (answer.batch_id, ("2025-12-01", "2025-12-02"))


async def test_a_batch_is_due_again_until_everybody_has_their_letter_and_nobody_two(
    world: World[RegistrationUnit],
) -> None:
    """Every due command also comes twice, as after a crash (decision 20)."""
    many = [confirmed(participant_id=f"par_{n:03}", email=f"{n}@mission.example") for n in range(120)]
    world.keep(a_meeting(), *many)
    await world.run(issue_letters, IssueLetters(meeting_id=MEETING_ID, kind=LetterKind.CONFIRMATION))
    pieces = 0
    while due := next_letters(the_batch(world)):
        (one,) = due
        assert isinstance(one.command, ContinueLetters)
        for _ in range(2):
            await world.run(continue_letters, one.command, who=NOBODY)
        pieces += 1

    letters = [world.state("letters", id) for id in world.backend.rows["letters"]]
    assert (pieces, the_batch(world).made) == (2, 120)
    assert sorted(one.model_dump()["participant_id"] for one in letters) == [one.participant_id for one in many]
    assert {one.model_dump()["issued_by"] for one in letters} == {OFFICER.name}


def the_batch(world: World[RegistrationUnit]) -> LetterBatch:
    found = world.state("letter_batches", "bat_1")
    assert isinstance(found, LetterBatch)
    return found


async def test_a_withdrawn_letter_is_not_given_again(world: World[RegistrationUnit]) -> None:
    world.keep(confirmed())
    asked = IssueLetter(participant_id="par_0", kind=LetterKind.CONFIRMATION)
    first = await world.run(issue_letter, asked)

    await world.run(withdraw_letter, WithdrawLetter(letter_id=first.letter_id, reason="wrong person"))

    assert (await world.run(issue_letter, asked)).number != first.number
    with pytest.raises(LetterWithdrawn):
        await world.run(withdraw_letter, WithdrawLetter(letter_id=first.letter_id))
