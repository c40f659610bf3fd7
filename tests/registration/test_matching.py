"""Names across scripts, order, accents and capitals: what is proposed, how surely, and why."""

import time

import pytest

from services.registration.domain.matching.likeness import Reason, alike
from services.registration.domain.matching.pairing import (
    PROPOSED,
    compared,
    match,
    paired,
    reconsider,
    reject,
    unmatch,
)
from services.registration.domain.names import name_key
from services.registration.domain.participants import Participant
from services.registration.domain.refusals import AlreadyMatched, NotMatched, NotNotified
from shared.contracts.registration import DelegateRole, Gender
from tests.registration.builders import NOTED_AT, a_delegation, a_head, a_participant

R = Reason

SAME = [
    ("José Müller", "MULLER Jose", R.ORDER),
    ("Søren Østergård", "Soren Ostergard", R.LETTERS),
    ("Łukasz Żółć", "Lukasz Zolc", R.LETTERS),
    ("Straße Jürgen", "Jurgen Strasse", R.ORDER),
    ("Сергей Иванов", "Sergey IVANOV", R.SCRIPT),
    ("Сергей Иванов", "Sergei Ivanov", R.SCRIPT),
    ("Александр Петрович Кузнецов", "Aleksandr Kuznetsov", R.SCRIPT),
    ("Yevgeny Tkachenko", "Evgeniy Tkatchenko", R.SPELLING),
    ("Олена Шевченко", "Olena Shevchenko", R.SCRIPT),
    ("محمد عبد الله", "Mohammed Abdullah", R.SCRIPT),
    ("خالد الحسن", "Khaled Al-Hassan", R.SCRIPT),
    ("فاطمة الزهراء بن علي", "Fatima Zahra Ben Ali", R.SCRIPT),
    ("Mohamed Abdul Rahman", "Muhammad Abdulrahman", R.JOINED),
    ("Ahmed bin Rashid Al Maktoum", "Ahmad Rashid Almaktoum", R.SPELLING),
    ("Yousef El-Sayed", "Yusuf Elsayed", R.SPELLING),
    ("王小明", "WANG Xiaoming", R.SCRIPT),
    ("Wang Xiao Ming", "Xiaoming WANG", R.JOINED),
    ("Li Wei", "LI, Wei", R.LETTERS),
    ("김철수", "Kim Cheolsu", R.SCRIPT),
    ("María José García López", "Maria Garcia Lopez", R.PART_MISSING),
    ("María Fernanda García-Huidobro", "Fernanda GARCIA HUIDOBRO", R.PART_MISSING),
    ("Juan de la Cruz Pérez", "Juan Cruz Perez", None),
    ("Nguyễn Thị Minh Khai", "Khai Minh Thi NGUYEN", R.ORDER),
    ("Nguyễn Thị Minh Khai", "Nguyen Thi Minhkhai", R.JOINED),
    ("Trần Văn Đức", "Duc TRAN VAN", R.ORDER),
    ("J. P. Dubois", "Jean-Pierre Dubois", R.INITIAL),
    ("Jean Pierre DUBOIS", "Jean-Pierre Dubois", R.LETTERS),
    ("K. Sato", "Ken Sato", R.INITIAL),
    ("H.E. Mr. John Smith", "John SMITH", R.LETTERS),
    ("Dr. Ana O'Brien", "Ana OBrien", R.LETTERS),
    ("Alex Johnson", "Alexander Johnson", R.SHORTENED),
    ("Vincent van der Berg", "BERG Vincent", R.ORDER),
    ("Thandiwe Nkosazana Dlamini", "Thandiwe N. Dlamini", R.INITIAL),
    ("Ελένη Παπαδοπούλου", "Eleni Papadopoulou", R.SCRIPT),
    ("Sok Dara", "SOK Darra", R.SPELLING),
]

OTHERS = [
    ("Maria Lopez", "Maria Gonzalez"),
    ("Sato Ken", "Sato Yuki"),
    ("Li Wei", "Li Na"),
    ("Wang Xiaoming", "Wang Xiaohong"),
    ("Mohamed Ali", "Mohamed Hassan"),
    ("Mohamed Ali", "Ahmed Ali"),
    ("Nguyen Thi Lan", "Nguyen Van Duc"),
    ("John Smith", "Jane Smith"),
    ("Сергей Иванов", "Пётр Иванов"),
    ("María García López", "Carmen García Ruiz"),
    ("KIM Minji", "KIM Seoyeon"),
    ("Jean-Pierre Dubois", "Marie Dubois"),
    ("J. Dubois", "Marie Dubois"),
    ("GARCIA Martin", "MARTIN Garcia"),
    ("Amina", "Amina Diallo"),
    ("Somchai Prasert", "Kittisak Wong"),
]


@pytest.mark.parametrize(("noted", "registered", "reason"), SAME, ids=[one[0] for one in SAME])
def test_one_person_written_twice_is_proposed_with_the_reason(
    noted: str, registered: str, reason: Reason | None
) -> None:
    likeness = alike(noted, registered)

    assert likeness.confidence >= PROPOSED, likeness
    assert reason is None or reason in likeness.reasons, likeness
    assert alike(registered, noted).confidence == likeness.confidence


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_people_are_not_proposed(one: str, other: str) -> None:
    assert alike(one, other).confidence < PROPOSED


def test_nothing_to_compare_is_not_alike() -> None:
    assert alike("...", "Li Wei").confidence == 0


def test_the_address_in_the_note_and_the_role_speak_for_a_pair_and_another_gender_against() -> None:
    plain = compared(a_head("T. Ichikawa", role=DelegateRole.ADVISER), a_participant(email="tomiko@mission.example"))
    mailed = a_head("T. Ichikawa", role=DelegateRole.ADVISER, email="tomiko@mission.example")
    other = a_head("T. Ichikawa", role=DelegateRole.ADVISER, gender=Gender.MALE)

    assert compared(mailed, a_participant()).confidence >= plain.confidence
    assert R.SAME_EMAIL in compared(mailed, a_participant()).reasons
    assert compared(other, a_participant()).confidence == plain.confidence - 15


def people(*names: str) -> list[Participant]:
    return [
        a_participant(
            full_name=name, name_key=name_key(name), participant_id=f"par_{number}", email=f"{number}@x.example"
        )
        for number, name in enumerate(names)
    ]


def test_pairs_are_one_to_one_the_surest_first_and_the_rest_is_left_on_its_side() -> None:
    delegation = a_delegation(names=(a_head("Sato Ken"), a_head("K. Sato"), a_head("Mori Aiko"), a_head("Li Wei")))
    open_ = paired(delegation, people("SATO, Kenn", "Someone Else", "Li Wei"))

    assert [(one.named.full_name, one.participant.full_name) for one in open_.pairs] == [("Sato Ken", "SATO, Kenn")]
    assert [one.full_name for one in open_.names] == ["K. Sato", "Mori Aiko"]
    assert [one.full_name for one in open_.people] == ["Someone Else"]


def test_a_match_makes_the_tracks_meet_and_can_be_taken_back() -> None:
    """R3: confirmation works on the matched pair."""
    delegation = a_delegation(names=(a_head("市川 富子"),))
    (tomiko,) = people("Ichikawa Tomiko")
    matched = match(tomiko, delegation, [tomiko], key="市川 富子")

    assert matched.confirm(delegation, at=NOTED_AT)[0].confirmed_at == NOTED_AT
    assert paired(delegation, [matched]).pairs == ()
    assert paired(delegation, [matched]).names == ()
    assert unmatch(matched, at=NOTED_AT).keys == ("ichikawa tomiko",)
    with pytest.raises(NotMatched):
        unmatch(tomiko, at=NOTED_AT)


def test_a_name_in_the_note_is_one_persons() -> None:
    delegation = a_delegation(names=(a_head("Sato Ken"),))
    ken, kenneth = people("Sato Ken", "Sato Kenneth")
    with pytest.raises(AlreadyMatched):
        match(kenneth, delegation, [ken, kenneth], key="sato ken")
    with pytest.raises(NotNotified):
        match(kenneth, delegation, [ken, kenneth], key="mori aiko")


def test_a_rejected_pair_is_not_proposed_until_reconsidered() -> None:
    delegation = a_delegation(names=(a_head("Sato Ken"),))
    (kenn,) = people("SATO Kenn")
    rejected = reject(kenn, key="sato ken")

    assert paired(delegation, [rejected]).pairs == ()
    assert reject(rejected, key="sato ken") is rejected
    assert len(paired(delegation, [reconsider(rejected, key="sato ken")]).pairs) == 1


def test_a_conference_of_eight_hundred_is_compared_at_once() -> None:
    """800 notified and 800 registered in delegations of eight."""
    delegation = a_delegation(names=tuple(a_head(f"Given{n} Middle Family{n}") for n in range(8)))
    someone = people(*(f"FAMILY{n} Givenn{n}" for n in range(8)))
    began = time.thread_time()
    for _ in range(100):
        assert len(paired(delegation, someone).pairs) == 8
    assert time.thread_time() - began < 15
