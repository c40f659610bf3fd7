"""Observer organisations: asked, weighed, invited provisionally, decided on; a rejection flows on (R4)."""

from dataclasses import dataclass

from services.registration.commands import InviteFocalPoint
from services.registration.commands.observers import (
    DecideObserver,
    InviteObserver,
    ObserverNow,
    RecommendObserver,
    RequestObserverStatus,
)
from services.registration.domain import AlreadyInvited, Delegation, invite, organisation, slug
from services.registration.domain.badges import HolderKind
from services.registration.domain.conventions import ObserverRoute
from services.registration.domain.observers import Asked, Findings, ObserverRequest, ObserverState, request
from services.registration.domain.refusals import AlreadyRequested
from services.registration.handlers.badges import withdraw_badges_of
from services.registration.handlers.delegations import invite_focal_point
from services.registration.handlers.mailed import which
from services.registration.handlers.participants import take_off
from services.registration.ports import Conventions, RegistrationUnit
from shared.mail import Mail
from shared.pages.languages import Speech, msg

REJECTED = "The Meeting did not approve this organisation."

RECEIVED_SUBJECT = msg("Your request for observer status was received")
RECEIVED_TEXT = msg(
    "Dear %(name)s,\n\nthe request of %(organisation)s to observe the meeting was received. It is weighed on two "
    "criteria: whether the organisation is non-profit, and whether its purpose and activities are consistent with the "
    "convention. The Meeting itself decides. We write again when there is an answer.\n"
)
NOT_RECOMMENDED_SUBJECT = msg("Your request for observer status is not recommended")
NOT_RECOMMENDED_TEXT = msg(
    "Dear %(name)s,\n\nthe request of %(organisation)s to observe the meeting was weighed and is not recommended. "
    "Write to the secretariat if you think that something was overlooked.\n"
)
APPROVED_SUBJECT = msg("Your organisation is approved as an observer")
APPROVED_TEXT = msg(
    "Dear %(name)s,\n\nthe Meeting approved %(organisation)s as an observer. What you prepared stands.\n"
)
REJECTED_SUBJECT = msg("Your organisation was not approved as an observer")
REJECTED_TEXT = msg(
    "Dear %(name)s,\n\nthe Meeting did not approve %(organisation)s as an observer. Its registrations are withdrawn, "
    "badges are no longer valid and side events it would have hosted lose their place.\n"
)


async def request_observer_status(command: RequestObserverStatus, unit: RegistrationUnit) -> ObserverNow:
    meeting = await unit.meetings.get(command.meeting_id)
    place = f"{meeting.address}_{slug(command.organisation)}"
    if await unit.delegations.find(f"del_{place}"):
        raise AlreadyInvited("This organisation has a delegation already.", field="organisation")
    if await unit.observer_requests.find(f"obs_{place}"):
        raise AlreadyRequested("This organisation asked already.", field="organisation")
    asked = Asked.model_validate(command.model_dump(exclude={"meeting_id"}))
    same = await unit.observer_requests.all(meeting_id=meeting.meeting_id, contact_email=asked.contact_email)
    asking = request(meeting, asked, request_id=f"obs_{place}", at=unit.now, before=len(same))
    await unit.observer_requests.save(asking)
    await _mail(asking, unit, subject=RECEIVED_SUBJECT, text=RECEIVED_TEXT)
    return _now(asking)


async def recommend_observer(command: RecommendObserver, unit: RegistrationUnit) -> ObserverNow:
    asking = await unit.observer_requests.get(command.observer_request_id)
    findings = Findings(non_profit=command.non_profit, consistent=command.consistent, record=command.record)
    asking = asking.weigh(findings, recommended=command.recommended, by=unit.who.name)
    await unit.observer_requests.save(asking)
    if asking.state is ObserverState.NOT_RECOMMENDED:
        await _mail(asking, unit, subject=NOT_RECOMMENDED_SUBJECT, text=NOT_RECOMMENDED_TEXT)
    return _now(asking)


@dataclass(frozen=True)
class ObserverInviter:
    """Invites an organisation provisionally: its delegation is made, its contact becomes the focal point."""

    conventions: Conventions

    async def __call__(self, command: InviteObserver, unit: RegistrationUnit) -> ObserverNow:
        asking = await unit.observer_requests.get(command.observer_request_id)
        meeting = await unit.meetings.get(asking.meeting_id)
        convention = self.conventions.find(meeting.convention)
        route = convention.observers if convention else ObserverRoute.RECOMMENDED_BY_COMMITTEE
        record = asking.findings.record if asking.findings else ""
        asking = asking.invite(route, f"del_{asking.observer_request_id.removeprefix('obs_')}")
        delegation = organisation(meeting, asking.organisation, decision_record=record, provisional=True)
        delegation, invited = invite(delegation)
        await unit.delegations.save(delegation)
        await unit.observer_requests.save(asking)
        unit.tell(invited)
        await invite_focal_point(_contact(asking, delegation), unit)
        return _now(asking)


async def decide_observer(command: DecideObserver, unit: RegistrationUnit) -> ObserverNow:
    """Carry out the Meeting's decision; a rejection takes the organisation's people off the meeting with it."""
    asking = await unit.observer_requests.get(command.observer_request_id)
    asking = asking.decide(approved=command.approved, record=command.record, by=unit.who.name, at=unit.now)
    delegation = await unit.delegations.get(asking.delegation_id or "")
    delegation, settled = delegation.settle(approved=command.approved, record=command.record)
    await unit.observer_requests.save(asking)
    await unit.delegations.save(delegation)
    unit.tell(settled)
    if command.approved:
        await _mail(asking, unit, subject=APPROVED_SUBJECT, text=APPROVED_TEXT)
        return _now(asking)
    await _mail(asking, unit, subject=REJECTED_SUBJECT, text=REJECTED_TEXT)
    return _now(asking, withdrawn=await _withdraw_all(delegation, unit))


async def _withdraw_all(delegation: Delegation, unit: RegistrationUnit) -> int:
    """Take everybody off, and the badges of those who only serve the delegation."""
    people = await unit.participants.all(delegation_id=delegation.delegation_id, active=True)
    for one in people:
        participant = await unit.participants.get(one.participant_id)
        if participant.active:
            await take_off(participant, REJECTED, unit)
    for badge in await unit.badges.all(delegation_id=delegation.delegation_id, holder_kind=HolderKind.STAFF):
        await withdraw_badges_of(unit, badge.holder_id, reason=REJECTED)
    return len(people)


def _contact(asking: ObserverRequest, delegation: Delegation) -> InviteFocalPoint:
    return InviteFocalPoint(
        delegation_id=delegation.delegation_id,
        name=asking.contact_name,
        email=asking.contact_email,
        language=asking.language,
    )


async def _mail(asking: ObserverRequest, unit: RegistrationUnit, *, subject: str, text: str) -> None:
    speech = Speech(asking.language)
    meeting = await unit.meetings.get(asking.meeting_id)
    words = speech.say(text, name=asking.contact_name, organisation=asking.organisation)
    words += which(meeting, language=asking.language)
    key = f"{asking.observer_request_id}:{asking.version}"
    about = asking.observer_request_id
    unit.mail(Mail(key=key, to=asking.contact_email, subject=speech.say(subject), text=words, about=about))


def _now(asking: ObserverRequest, *, withdrawn: int = 0) -> ObserverNow:
    return ObserverNow(
        observer_request_id=asking.observer_request_id,
        state=asking.state.value,
        late=asking.late,
        delegation_id=asking.delegation_id,
        withdrawn=withdrawn,
    )
