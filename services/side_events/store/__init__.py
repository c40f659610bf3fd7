"""MongoDB: what side events keep, and the read views."""

from services.side_events.store.kept import KEPT
from services.side_events.store.views import SideEventsViews

__all__ = ["KEPT", "SideEventsViews"]
