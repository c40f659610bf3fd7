"""How badges look: a design that cannot be set is never kept."""

from dataclasses import dataclass

from services.registration.commands.badge_designs import (
    DesignNow,
    DesignOfBadge,
    EditBadgeDesign,
    RestoreBadgeDesign,
)
from services.registration.domain import Meeting
from services.registration.domain.access import Access
from services.registration.domain.badge_designs import (
    BadgeDesign,
    DesignVersion,
    Look,
    design_id_of,
    usual_design,
)
from services.registration.domain.badges import Badge, Holder, issue
from services.registration.handlers.badge_printing import BadgePrinter
from services.registration.ports import RegistrationUnit
from shared.clock import utc_now
from shared.contracts.registration import BadgeCategory

SAMPLES = (
    ("Ana Díaz", "آنا دياز", "Peru", "head"),
    (
        "María Fernanda Espinosa de los Monteros y Garcés Rodríguez-Villanueva",
        "",
        "Office of the United Nations High Commissioner for Refugees",
        "representative",
    ),
)
"""A short and a long name by which a design is tried."""


@dataclass(frozen=True)
class BadgeDesignEditor:
    """Edits designs; each is set with samples before it is kept."""

    printer: BadgePrinter

    async def __call__(self, command: EditBadgeDesign, unit: RegistrationUnit) -> DesignNow:
        meeting = await unit.meetings.get(command.meeting_id)
        version = version_of(command)
        await preview(self.printer, meeting, command.category, version)
        design = await _design(command.meeting_id, command.category, unit)
        edited = design.edit(version.look, version.template, by=unit.who.name, at=unit.now)
        return await _saved(edited, design, unit)


async def restore_badge_design(command: RestoreBadgeDesign, unit: RegistrationUnit) -> DesignNow:
    await unit.meetings.get(command.meeting_id)
    design = await _design(command.meeting_id, command.category, unit)
    return await _saved(design.restore(command.number, by=unit.who.name, at=unit.now), design, unit)


def version_of(asked: DesignOfBadge) -> DesignVersion:
    """Return what was asked for as a version that has no number yet."""
    look = Look.model_validate(asked.model_dump(include=set(Look.model_fields)))
    return DesignVersion(number=0, look=look, template=asked.template)


async def preview(
    printer: BadgePrinter, meeting: Meeting, category: BadgeCategory, version: DesignVersion
) -> list[bytes]:
    """Return samples of a design as PNG, a page each, or refuse with `TemplateBroken`."""
    return await printer.press.pictures(await printer.sheet(_samples(meeting, category), meeting, version))


async def sample_paper(
    printer: BadgePrinter, meeting: Meeting, category: BadgeCategory, version: DesignVersion
) -> bytes:
    """Return the same as PDF."""
    return await printer.press.pdf(await printer.sheet(_samples(meeting, category), meeting, version))


def _samples(meeting: Meeting, category: BadgeCategory) -> tuple[Badge, ...]:
    return tuple(_sample(meeting, category, number) for number in range(len(SAMPLES)))


def _sample(meeting: Meeting, category: BadgeCategory, number: int) -> Badge:
    """Return a badge that nobody wears."""
    name, other_name, delegation, role = SAMPLES[number]
    holder = Holder(
        holder_id=f"sample_{number}",
        meeting_id=meeting.meeting_id,
        delegation=delegation,
        name=name,
        other_name=other_name,
        role=role,
        function="Ambassador",
        category=category,
    )
    access = Access(zones=("CR", "DA"), valid_from=meeting.opens_on, valid_to=meeting.closes_on)
    return issue(holder, access, badge_id=f"bdg_sample{number}", at=utc_now())


async def _design(meeting_id: str, category: BadgeCategory, unit: RegistrationUnit) -> BadgeDesign:
    known = await unit.badge_designs.find(design_id_of(meeting_id, category))
    return known or usual_design(meeting_id, category)


async def _saved(design: BadgeDesign, before: BadgeDesign, unit: RegistrationUnit) -> DesignNow:
    if design is not before:
        await unit.badge_designs.save(design)
    return DesignNow(number=design.current.number)
