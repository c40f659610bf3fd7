"""Passages: each scan taken into the log once, the log of its person read again, arrivals and alerts that follow."""

from dataclasses import dataclass

from services.registration.commands.passages import (
    AlertNow,
    CloseDoorAlert,
    PassageNow,
    RecordPassage,
    ReopenDoorAlert,
)
from services.registration.domain import Participant
from services.registration.domain.access import usual_plan
from services.registration.domain.alerts import alert_after, alert_id_of
from services.registration.domain.arrivals import arrive
from services.registration.domain.badge_tokens import TokenFacts
from services.registration.domain.badges import Badge
from services.registration.domain.devices import Device
from services.registration.domain.passages import Log, Passage, Presence, Scan, decide, read_log
from services.registration.domain.standing import At, standing_of_code, standing_of_person
from services.registration.handlers.doors import doors_of
from services.registration.ports import RegistrationUnit
from services.registration.ports.badges import Signer
from shared.contracts.registration.doors import FoundBy, Outcome, Reason
from shared.errors import NotAllowed


@dataclass(frozen=True)
class Shown:
    """Whose badge or name was given at the door, and why it does not open it."""

    badge: Badge | None
    participant: Participant | None
    serial: int
    standing: Reason | None

    @property
    def holder_id(self) -> str:
        """Return whom it is about; nobody for a code that is not known."""
        return self.badge.holder_id if self.badge else self.participant.participant_id if self.participant else ""

    @property
    def delegation_id(self) -> str:
        """Return the delegation of the person."""
        return self.badge.delegation_id if self.badge else self.participant.delegation_id if self.participant else ""


@dataclass(frozen=True)
class PassageRecorder:
    """Takes the scans of devices; `signer` reads what the codes say."""

    signer: Signer

    async def __call__(self, command: RecordPassage, unit: RegistrationUnit) -> PassageNow:
        """The same scan again changes nothing and gets the same answer."""
        device = await unit.devices.get(command.device_id)
        device.must_work()
        known = await unit.passages.find(command.passage_id)
        if known is not None:
            return await _answer(_its_own(known, device), unit)
        scan = Scan(**{name: getattr(command, name) for name in Scan.model_fields})
        at = await _where(device, scan, unit)
        shown = await self._shown(command, device, at=at, unit=unit)
        passage = _passage(scan, device, at=at, shown=shown, unit=unit)
        if not shown.holder_id:
            passage = passage.model_copy(update={"outcome": Outcome.REFUSED, "reason": shown.standing})
            await unit.passages.save(passage)
            return await _answer(passage, unit)
        return await _answer(await _follow(passage, at=at, shown=shown, unit=unit), unit)

    async def _shown(self, command: RecordPassage, device: Device, *, at: At, unit: RegistrationUnit) -> Shown:
        if command.by is FoundBy.SEARCH:
            device.must_check_in()
            return await _person(command.holder_id, at=at, unit=unit)
        token = self.signer.read(command.code)
        badge = await unit.badges.find(token.badge_id) if isinstance(token, TokenFacts) else None
        standing = standing_of_code(token, badge, at)
        serial = token.serial if isinstance(token, TokenFacts) else 0
        if badge is None or badge.meeting_id != device.meeting_id:
            return Shown(None, None, serial, standing)
        return Shown(badge, await unit.participants.find(badge.holder_id), serial, standing)


async def close_door_alert(command: CloseDoorAlert, unit: RegistrationUnit) -> AlertNow:
    alert = await unit.door_alerts.get(command.alert_id)
    alert = alert.close(command.remark, by=unit.who.name or unit.who.subject, at=unit.now)
    await unit.door_alerts.save(alert)
    return AlertNow(alert_id=alert.alert_id, state=alert.state.value)


async def reopen_door_alert(command: ReopenDoorAlert, unit: RegistrationUnit) -> AlertNow:
    alert = (await unit.door_alerts.get(command.alert_id)).reopen()
    await unit.door_alerts.save(alert)
    return AlertNow(alert_id=alert.alert_id, state=alert.state.value)


async def _where(device: Device, scan: Scan, unit: RegistrationUnit) -> At:
    doors = await doors_of(device.meeting_id, unit)
    return At(
        meeting=await unit.meetings.get(device.meeting_id),
        doors=doors,
        gate=doors.gate(device.profile.gate_id),
        plan=await unit.access_plans.find(device.meeting_id) or usual_plan(device.meeting_id),
        instant=scan.instant(unit.now),
    )


async def _person(holder_id: str, *, at: At, unit: RegistrationUnit) -> Shown:
    badges = [one for one in await unit.badges.all(holder_id=holder_id) if one.live] if holder_id else []
    participant = await unit.participants.find(holder_id) if holder_id else None
    if participant is not None and participant.meeting_id != at.meeting.meeting_id:
        return Shown(None, None, 0, Reason.OTHER_MEETING)
    badge = next((one for one in badges if one.meeting_id == at.meeting.meeting_id), None)
    return Shown(badge, participant, badge.serial if badge else 0, standing_of_person(badge, participant, at))


def _passage(scan: Scan, device: Device, *, at: At, shown: Shown, unit: RegistrationUnit) -> Passage:
    return Passage(
        passage_id=scan.passage_id,
        meeting_id=device.meeting_id,
        device_id=device.device_id,
        gate_id=at.gate.gate_id,
        zone=at.gate.zone,
        direction=at.gate.direction(scan.direction),
        by=scan.by,
        badge_id=shown.badge.badge_id if shown.badge else "",
        serial=shown.serial,
        holder_id=shown.holder_id,
        delegation_id=shown.delegation_id,
        at=at.instant,
        received_at=unit.now,
        offline=scan.offline,
        let_in=scan.offline and scan.let_in,
        standing=shown.standing,
        version=1,
    )


async def _follow(passage: Passage, *, at: At, shown: Shown, unit: RegistrationUnit) -> Passage:
    """Read the person's log with the new scan in it; write what it changes."""
    before = await unit.passages.all(holder_id=passage.holder_id)
    rules, clock = at.doors.double_use, at.meeting.zone
    if not passage.offline:
        passage = decide(passage, before, rules, clock=clock)
    log = read_log((*before, passage), rules, clock=clock)
    there = {one.passage_id: one for one in before}
    for one in log.passages:
        if there.get(one.passage_id) != one:
            await unit.passages.save(one)
    await _keep_presence(log, shown=shown, meeting_id=passage.meeting_id, unit=unit)
    await _raise_alerts(log, passage.holder_id, unit)
    await _check_in(log, shown.participant, clock=clock, unit=unit)
    return next(one for one in log.passages if one.passage_id == passage.passage_id)


async def _keep_presence(log: Log, *, shown: Shown, meeting_id: str, unit: RegistrationUnit) -> None:
    role = shown.participant.role.value if shown.participant else shown.badge.role if shown.badge else ""
    known = await unit.presences.find(shown.holder_id)
    presence = known or Presence(holder_id=shown.holder_id, meeting_id=meeting_id)
    presence = presence.model_copy(update={"delegation_id": shown.delegation_id, "role": role})
    await unit.presences.save(presence.follow(log))


async def _raise_alerts(log: Log, holder_id: str, unit: RegistrationUnit) -> None:
    known = {one.alert_id: one for one in await unit.door_alerts.all(holder_id=holder_id)}
    for passage in log.passages:
        alert = alert_after(passage, known.get(alert_id_of(passage)))
        if alert is not None:
            await unit.door_alerts.save(alert)


async def _check_in(log: Log, participant: Participant | None, *, clock: str, unit: RegistrationUnit) -> None:
    arrived = arrive(participant, at=log.first.at, zone=clock) if participant and log.first else None
    if arrived:
        await unit.participants.save(arrived[0])
        unit.tell(*arrived[1])


def _its_own(known: Passage, device: Device) -> Passage:
    if known.device_id != device.device_id:
        raise NotAllowed("Another device made this scan.")
    return known


async def _answer(passage: Passage, unit: RegistrationUnit) -> PassageNow:
    badge = await unit.badges.find(passage.badge_id) if passage.badge_id else None
    person = await unit.participants.find(passage.holder_id) if passage.holder_id else None
    against = await unit.passages.find(passage.against) if passage.against else None
    gates = {one.gate_id: one.name for one in (await doors_of(passage.meeting_id, unit)).gates} if against else {}
    return PassageNow(
        passage_id=passage.passage_id,
        outcome=passage.outcome,
        reason=passage.reason,
        let_in=passage.let_in,
        holder_id=passage.holder_id,
        name=person.full_name if person else badge.name if badge else "",
        delegation=person.delegation if person else badge.delegation if badge else "",
        role=person.role.value if person else badge.role if badge else "",
        against=passage.against,
        against_gate=gates.get(against.gate_id, "") if against else "",
        against_at=against.at if against else None,
    )
