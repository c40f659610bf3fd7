"""The list of a delegation's people: of whom something is missing first, narrowed to one need, those invited apart."""

from services.registration.domain.missions import Endorsing, MissionRules, PersonInvited
from services.registration.pages.members import members_of
from services.registration.ports.views import MissionSeen
from tests.registration.builders import MEETING_ID, NOTED_AT, a_delegation, a_head, a_meeting, a_participant


def test_of_whom_something_is_missing_stands_first_with_what_it_is() -> None:
    """Whom the note names and nobody registered, who is not named or not endorsed, then whoever lacks nothing."""
    named, alone = a_head("Ito Ren"), a_head("Aoki Mei", role="adviser")
    well = a_participant("Ito Ren", participant_id="par_1", registered_by="Mission")
    new = a_participant("Zeta Ono", participant_id="par_2")
    ada = PersonInvited(
        invitation_id="inv_1",
        meeting_id=MEETING_ID,
        delegation_id=new.delegation_id,
        name="Ada",
        email="ada@jpn.example",
        by="Mission",
        invited_at=NOTED_AT,
    )
    seen = MissionSeen(
        delegation=a_delegation(names=(named, alone)),
        people=(well, new),
        missing=(alone,),
        meeting=a_meeting(),
        rules=MissionRules(meeting_id=MEETING_ID, endorsing=Endorsing.ASKED),
        invited=(ada,),
    )
    listed = sorted(members_of(seen), key=lambda one: one.place)

    assert [(one.full_name, sorted(one.needs)) for one in listed] == [
        ("Aoki Mei", ["unregistered"]),
        ("Ada", ["invited"]),
        ("Zeta Ono", ["unendorsed", "unnamed"]),
        ("Ito Ren", []),
    ]
