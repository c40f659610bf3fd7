"""Gates, rules of admission and devices: set by officers, enrolled by a link, taken back at once."""

from datetime import timedelta

from services.registration.commands.doors import (
    AddDevice,
    AddGate,
    DeviceNow,
    DoorsNow,
    EnrolDevice,
    LinkDevice,
    RemoveGate,
    ReportDevice,
    RevokeDevice,
    SetDoorRules,
)
from services.registration.domain.devices import Device, Profile, report
from services.registration.domain.doors import AdmissionDay, Doors, DoubleUse, Share, a_gate
from services.registration.ports import RegistrationUnit
from shared.identity import links
from shared.who import Grant, Role

LINK_LIFETIME = timedelta(hours=2)
"""A link is opened while the officer stands beside the device."""


async def doors_of(meeting_id: str, unit: RegistrationUnit) -> Doors:
    """Return the doors of a meeting, as they are before anybody has set them where nobody has."""
    return await unit.doors.find(meeting_id) or Doors(meeting_id=meeting_id)


async def add_gate(command: AddGate, unit: RegistrationUnit) -> DoorsNow:
    await unit.meetings.get(command.meeting_id)
    doors = await doors_of(command.meeting_id, unit)
    return await _keep(doors.with_gates((*doors.gates, a_gate(command.name, command.zone, command.way))), unit)


async def remove_gate(command: RemoveGate, unit: RegistrationUnit) -> DoorsNow:
    doors = await doors_of(command.meeting_id, unit)
    devices = await unit.devices.all(meeting_id=command.meeting_id)
    return await _keep(doors.without_gate(command.gate_id, devices), unit)


async def set_door_rules(command: SetDoorRules, unit: RegistrationUnit) -> DoorsNow:
    await unit.meetings.get(command.meeting_id)
    doors = await doors_of(command.meeting_id, unit)
    parts, of = command.quorum_parts, command.quorum_of
    doors = doors.with_rules(
        tuple(AdmissionDay(**dict(day)) for day in command.days),
        double_use=DoubleUse(**{name: getattr(command, name) for name in DoubleUse.model_fields}),
        quorum=Share(parts=parts or 1, of=of or 1) if parts or of else None,
    )
    return await _keep(doors, unit)


async def add_device(command: AddDevice, unit: RegistrationUnit) -> DeviceNow:
    """The doors are saved too: a gate removed in the same instant keeps no device."""
    doors = await doors_of(command.meeting_id, unit)
    gate = doors.gate(command.gate_id)
    profile = {name: getattr(command, name) for name in ("may_search", "may_check_in", "may_see_photo", "language")}
    device = Device(
        device_id=unit.new_id("dev"),
        meeting_id=command.meeting_id,
        name=command.name,
        profile=Profile(gate_id=gate.gate_id, **profile),
        created_at=unit.now,
        version=1,
    )
    await unit.doors.save(doors.next())
    await unit.devices.save(device)
    return _now(device)


async def link_device(command: LinkDevice, unit: RegistrationUnit) -> DeviceNow:
    """Only one link of a device is open at a time: a new one takes the others back."""
    device = await unit.devices.get(command.device_id)
    device.must_work()
    await links.close_links(device.subject, unit)
    link = links.issue_hashed(
        _invited(device), command.token_hash, link_id=unit.new_id("lnk"), now=unit.now, lifetime=LINK_LIFETIME
    )
    await unit.links.save(link)
    return _now(device)


async def enrol_device(command: EnrolDevice, unit: RegistrationUnit) -> links.SignInLink:
    """Use the link up and return it, with who the device is from now on."""
    link = await links.use_sign_in_link(links.UseSignInLink(token_hash=command.token_hash), unit)
    device = await unit.devices.get(link.subject.removeprefix("device:"))
    await unit.devices.save(device.enrol(at=unit.now))
    return link


async def revoke_device(command: RevokeDevice, unit: RegistrationUnit) -> DeviceNow:
    """Its session goes on to nothing but the answer that it was taken back: by that it forgets what it holds."""
    device = await unit.devices.get(command.device_id)
    device = device.revoke(at=unit.now)
    await links.close_links(device.subject, unit)
    await unit.devices.save(device)
    return _now(device)


async def report_device(command: ReportDevice, unit: RegistrationUnit) -> DeviceNow:
    device = await unit.devices.get(command.device_id)
    device.must_work()
    off = (unit.now - command.clock) / timedelta(milliseconds=1) if command.clock else 0
    told = report(device, at=unit.now, pending=command.pending, clock_off_ms=int(off), list_at=command.list_at)
    await unit.device_reports.keep(told)
    return _now(device)


async def _keep(doors: Doors, unit: RegistrationUnit) -> DoorsNow:
    await unit.doors.save(doors)
    return DoorsNow(meeting_id=doors.meeting_id, gates=tuple(one.gate_id for one in doors.gates))


def _invited(device: Device) -> links.Invited:
    """Return a device as somebody a link lets in; it has no mailbox, so its address can receive nothing."""
    return links.Invited(
        subject=device.subject,
        name=device.name,
        email=f"{device.device_id}@device.invalid",
        grants=(Grant(role=Role.CHECK_IN_DEVICE, scope=device.device_id),),
        prefix="/registration",
        start="/registration/door",
        language=device.profile.language,
        meeting_id=device.meeting_id,
    )


def _now(device: Device) -> DeviceNow:
    return DeviceNow(
        device_id=device.device_id,
        meeting_id=device.meeting_id,
        name=device.name,
        revoked=device.revoked_at is not None,
    )
