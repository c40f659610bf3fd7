"""What sponsorship needs: its unit with the stores, its views, its planner."""

from services.sponsorship.ports.unit import SponsorshipUnit
from services.sponsorship.ports.views import Counts, Planner, SponsorshipViews

__all__ = ["Counts", "Planner", "SponsorshipUnit", "SponsorshipViews"]
