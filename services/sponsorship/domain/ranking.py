"""The criteria of priority and the order they make; the planner counts, the Coordinator decides (S4, S5)."""

from services.sponsorship.domain.nominations import Nomination
from shared.pages.languages import msg
from shared.values import Value


class Criterion(Value):
    """One reason for priority: its words, in short for tables, and the most points it gives."""

    key: str
    label: str
    short: str
    points: int


LDC = Criterion(key="ldc", label=msg("Least developed country"), short=msg("Least developed"), points=20)
SIDS = Criterion(key="sids", label=msg("Small island developing State"), short=msg("Small island"), points=10)
LLDC = Criterion(key="lldc", label=msg("Landlocked developing country"), short=msg("Landlocked"), points=10)
CLEARANCE = Criterion(key="clearance", label=msg("Clearance obligation"), short=msg("Clearance"), points=20)
EXTENSION = Criterion(key="extension", label=msg("Extension request"), short=msg("Extension"), points=15)
VICTIMS = Criterion(
    key="victim_assistance", label=msg("Significant number of survivors"), short=msg("Survivors"), points=10
)
EXPERTISE = Criterion(key="expertise", label=msg("Expertise meets the obligation"), short=msg("Expertise"), points=10)
GENDER = Criterion(key="gender", label=msg("Woman nominated"), short=msg("Woman"), points=5)
FIRST_TIME = Criterion(key="first_time", label=msg("Takes part for the first time"), short=msg("First time"), points=5)
NO_MISSION = Criterion(
    key="no_mission", label=msg("No permanent mission in Geneva"), short=msg("No mission"), points=10
)

CRITERIA = (LDC, SIDS, LLDC, CLEARANCE, EXTENSION, VICTIMS, EXPERTISE, GENDER, FIRST_TIME, NO_MISSION)
"""The criteria in the order they are shown. The points are this programme's setting, not a published rule."""


class Scored(Value):
    """Points for one criterion, and on what they rest."""

    criterion: Criterion
    points: int
    why: str = ""
    source: str = ""


class Ranked(Value):
    """A nomination with its place in the proposed order; equal points share a place."""

    nomination: Nomination
    place: int
    points: int
    parts: tuple[Scored, ...]

    @property
    def reasons(self) -> tuple[Scored, ...]:
        """The criteria that gave points."""
        return tuple(part for part in self.parts if part.points)
