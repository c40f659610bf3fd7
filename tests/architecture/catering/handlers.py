"""One function a message: load, decide, save, tell."""

from shared.contracts.registration import MeetingAnnounced, MeetingRescheduled
from tests.architecture.catering import domain
from tests.architecture.catering.commands import LunchPlaced, OrderLunch, ServeLunch
from tests.architecture.catering.ports import CateringUnit


async def order_lunch(command: OrderLunch, unit: CateringUnit) -> LunchPlaced:
    meeting = await unit.meetings.get(command.meeting_id)
    lunch, ordered = domain.order(unit.new_id("lun"), meeting, people=command.people, served_at=command.served_at)
    await unit.lunches.save(lunch)
    unit.tell(ordered)
    return LunchPlaced(lunch_id=lunch.lunch_id)


async def serve_lunch(command: ServeLunch, unit: CateringUnit) -> None:
    lunch = await unit.lunches.get(command.lunch_id)
    if lunch.served or unit.now < lunch.served_at:
        return
    lunch, served = lunch.serve()
    await unit.lunches.save(lunch)
    unit.tell(served)


async def keep_meeting(fact: MeetingAnnounced | MeetingRescheduled, unit: CateringUnit) -> None:
    copy = domain.MeetingCopy(
        meeting_id=fact.meeting_id,
        code=fact.code,
        title=fact.title,
        city=fact.city,
        zone=fact.zone,
        version=fact.version,
    )
    await unit.meetings.keep(copy)
