"""Badges put on paper: each as its holder, the plan of access and the design of its kind say now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from services.registration.domain import Meeting
from services.registration.domain.access import AccessPlan
from services.registration.domain.badge_designs import BadgeField, DesignVersion
from services.registration.domain.badge_tokens import facts_of
from services.registration.domain.badges import Badge
from services.registration.ports import Conventions
from services.registration.ports.badges import BadgeViews, Signer
from services.registration.ports.printing import BadgeSheet, Face, MeetingPrinted, Photos, Press, ZonePrinted
from shared.clock import utc_now
from shared.contracts.registration import BadgeCategory
from shared.pages.languages import Speech, msg
from shared.pages.wording import Wording
from shared.who import NOBODY, Who

KINDS: Mapping[BadgeCategory, str] = {
    BadgeCategory.STATE_PARTY: msg("State Party"),
    BadgeCategory.OBSERVER_STATE: msg("Observer State"),
    BadgeCategory.ORGANISATION: msg("Organisation"),
    BadgeCategory.MEDIA: msg("Media"),
    BadgeCategory.ACCOMPANYING: msg("Accompanying person"),
    BadgeCategory.STAFF: msg("Secretariat"),
    BadgeCategory.SERVICE: msg("Service"),
}
"""What stands in the band."""

HEAD = msg("Head of delegation")
NUMBER = msg("No.")


@dataclass(frozen=True)
class BadgePrinter:
    """Everything a printed badge is made from."""

    views: BadgeViews
    signer: Signer
    press: Press
    photos: Photos
    conventions: Conventions

    async def pdf(self, badges: Sequence[Badge], meeting: Meeting, *, by: Who) -> bytes:
        """Return badges of one meeting as PDF in the order given, each kind together; the photos are looked at `by`."""
        ordered = sorted(badges, key=_kind)
        parts = [
            await self.press.pdf(await self.sheet(tuple(some), meeting, await self._design(meeting, category), by=by))
            for category, some in groupby(ordered, key=lambda one: one.category)
        ]
        return parts[0] if len(parts) == 1 else await self.press.joined(parts)

    async def sheet(
        self, badges: Sequence[Badge], meeting: Meeting, version: DesignVersion, *, by: Who = NOBODY
    ) -> BadgeSheet:
        """Return badges of one kind as the press takes them, with one version of their design."""
        look = version.look
        speech = Speech(look.language)
        plan = await self.views.plan(meeting.meeting_id)
        photos: Mapping[str, bytes] = {}
        if BadgeField.PHOTO in look.fields:
            photos = await self.photos.of([one.holder_id for one in badges], by=by)
        convention = self.conventions.find(meeting.convention)
        return BadgeSheet(
            template=version.template,
            look=look,
            meeting=MeetingPrinted(
                title=meeting.title,
                code=meeting.code,
                convention=convention.named(look.language) if convention else meeting.convention,
                place=f"{meeting.venue}, {meeting.city}",
            ),
            words={"number": speech.say(NUMBER)},
            logo=self.conventions.logo(meeting.convention),
            faces=tuple(self._face(one, meeting, plan, speech, photos.get(one.holder_id, b"")) for one in badges),
        )

    def _face(self, badge: Badge, meeting: Meeting, plan: AccessPlan, speech: Speech, photo: bytes) -> Face:
        zones = [plan.zone(code) for code in badge.zones]
        return Face(
            name=badge.name,
            other_name=badge.other_name,
            delegation=badge.delegation,
            role=speech.say(role_word(badge.role)) if badge.role else "",
            function=badge.function,
            kind=speech.say(KINDS[badge.category]),
            zones=tuple(ZonePrinted(code=one.code, name=one.name) for one in zones if one),
            days=Wording(speech, utc_now).days(badge.valid_from, badge.valid_to),
            number=badge.serial,
            token=self.signer.sign(facts_of(badge, meeting.code)),
            photo=photo,
        )

    async def _design(self, meeting: Meeting, category: BadgeCategory) -> DesignVersion:
        return (await self.views.design(meeting.meeting_id, category)).current


def role_word(role: str) -> str:
    """Return a role as people read it: the sentence that has a translation."""
    return HEAD if role == "head" else role.replace("_", " ").capitalize()


def _kind(badge: Badge) -> int:
    return list(BadgeCategory).index(badge.category)
