"""Letters: for whom they are true, how they are numbered, when they cease to hold."""

from datetime import UTC, datetime

import pytest

from services.registration.commands.letters import IssueLetter, IssueLetters, WithdrawLetter
from services.registration.domain.decisions import ReviewState
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
from services.registration.handlers.letters import issue_letter, issue_letters, withdraw_letter
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration.letters import LetterKind
from shared.errors import NotAllowed, Refused
from shared.who import Grant, Role, Who
from tests.fakes import World
from tests.registration.builders import MEETING_ID, OFFICER, a_participant

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


async def test_letters_for_many_leave_out_whom_they_are_not_true_of(world: World[RegistrationUnit]) -> None:
    absent = confirmed(participant_id="par_1", email="b@mission.example")
    world.keep(confirmed(**ARRIVED), absent, Presence(holder_id="par_0", meeting_id=MEETING_ID, days=("2025-12-02",)))
    asked = IssueLetters(batch_id="bat_1", kind=LetterKind.ATTENDANCE, participant_ids=("par_0", "par_1"))

    once, again = await world.run(issue_letters, asked), await world.run(issue_letters, asked)

    assert once == again
    assert (once.issued, once.left) == (1, ("par_1",))
    made = world.state("letters", "let_1")
    assert isinstance(made, Letter)
    assert (made.batch_id, made.days) == ("bat_1", ("2025-12-01", "2025-12-02"))


async def test_a_withdrawn_letter_is_not_given_again(world: World[RegistrationUnit]) -> None:
    world.keep(confirmed())
    asked = IssueLetter(participant_id="par_0", kind=LetterKind.CONFIRMATION)
    first = await world.run(issue_letter, asked)

    await world.run(withdraw_letter, WithdrawLetter(letter_id=first.letter_id, reason="wrong person"))

    assert (await world.run(issue_letter, asked)).number != first.number
    with pytest.raises(LetterWithdrawn):
        await world.run(withdraw_letter, WithdrawLetter(letter_id=first.letter_id))
