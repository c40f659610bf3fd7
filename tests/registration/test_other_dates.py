"""A meeting that is rescheduled takes everything with it that has a date, and everybody is told (section 8)."""

from datetime import UTC, date, datetime, timedelta
from typing import cast

from services.registration.commands.mailings import ContinueMailing
from services.registration.commands.meetings import RescheduleMeeting
from services.registration.domain.delegations import FocalPoint
from services.registration.domain.follow_ups import FollowUp, FollowUpState
from services.registration.domain.mailings.mailing import Mailing
from services.registration.domain.media import MediaApplication, MediaStatus
from services.registration.domain.observers import Asked, request
from services.registration.gateways.conventions import PackagedConventions
from services.registration.handlers.mailings import continue_mailing
from services.registration.handlers.meetings import MeetingRescheduler
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from services.registration.store.mailings import next_piece
from shared.contracts.registration import ApplicantKind, MediaAccredited
from shared.contracts.registration.forms import Wording
from tests.fakes import World
from tests.registration.builders import MEETING_ID, OFFICER, a_delegation, a_meeting, a_participant

A_WEEK = timedelta(days=7)
CLOSES = datetime(2025, 11, 20, 17, tzinfo=UTC)
ITO = FocalPoint(name="Ito Ken", email="ito@mission.example")
ABE = FocalPoint(name="Abe Yui", email="abe@mission.example")
LATER = RescheduleMeeting(
    meeting_id=MEETING_ID,
    opens_on=date(2025, 12, 8),
    closes_on=date(2025, 12, 12),
    venue="Palais des Nations",
    city="Geneva",
    country="CHE",
)


def an_application(id: str, **changes: object) -> MediaApplication:
    fields = {
        "media_application_id": id,
        "meeting_id": MEETING_ID,
        "full_name": "Lea Blanc",
        "email": f"{id}@press.example",
        "outlet": "Le Temps",
        "kind": ApplicantKind.JOURNALIST,
        "language": "fr",
        "days": (date(2025, 12, 4), date(2025, 12, 5)),
        "applied_at": CLOSES,
        "documents_until": datetime(2026, 1, 3, 23, tzinfo=UTC),
        "version": 1,
    }
    return MediaApplication.model_validate(fields | changes)


def a_world() -> World[RegistrationUnit]:
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    asked = Asked(organisation="Clear Path", purpose="Clearance", contact_name="Jo", contact_email="jo@clear.example")
    world.keep(
        a_meeting(),
        a_delegation(focal_point=ITO, other_focal_points=(ABE,)),
        a_participant(email="yui@mission.example"),
        an_application("med_1", status=MediaStatus.APPROVED),
        an_application("med_2"),
        an_application("med_3", status=MediaStatus.REFUSED, active=False),
        request(a_meeting(), asked, request_id="obs_1", at=CLOSES),
        FollowUp(
            version=1,
            follow_up_id="fol_1",
            meeting_id=MEETING_ID,
            title=Wording(en="Field visit"),
            state=FollowUpState.OPEN,
            closes_at=CLOSES,
        ),
    )
    return world


async def test_whatever_has_a_date_moves_with_the_meeting() -> None:
    world = a_world()

    await world.run(MeetingRescheduler(PackagedConventions.read()), LATER)

    form = cast(FollowUp, world.state("follow_ups", "fol_1"))
    press = cast(MediaApplication, world.state("media_applications", "med_1"))
    assert form.closes_at == CLOSES + A_WEEK
    assert press.days == (date(2025, 12, 11), date(2025, 12, 12))
    assert press.documents_until == datetime(2026, 1, 10, 23, tzinfo=UTC)
    (accredited,) = cast(list[MediaAccredited], world.told(MediaAccredited))
    assert (accredited.valid_from, accredited.valid_to, accredited.version) == (*press.days, press.version)


async def test_everybody_is_told_and_nobody_whose_application_has_ended() -> None:
    world = a_world()

    await world.run(MeetingRescheduler(PackagedConventions.read()), LATER)
    (mailing_id,) = world.backend.rows["mailings"]
    while due := next_piece(cast(Mailing, world.state("mailings", mailing_id))):
        await world.run(continue_mailing, cast(ContinueMailing, due[0].command))

    told = sorted(one.to for one in world.mails)
    others = ["jo@clear.example", "med_1@press.example", "med_2@press.example"]
    assert told == sorted(["abe@mission.example", "ito@mission.example", "yui@mission.example", *others])
