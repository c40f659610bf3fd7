"""The alerts of the doors as work that waits at the desk."""

from collections.abc import Sequence

from services.registration.pages.words_doors import REASONS
from services.registration.ports.doors_now import AlertShown
from shared.pages import State, Work


def alerts_waiting(alerts: Sequence[AlertShown]) -> list[Work]:
    """Return a row for each alert."""
    return [
        Work(
            title=one.name or "Somebody",
            detail=one.delegation,
            href=f"/registration/door-alerts/{one.alert.alert_id}",
            action="Look at both passages",
            since=one.alert.at,
            state=State.PROBLEM if one.alert.let_in else State.WAITING,
            word=REASONS[one.alert.reason],
            key=one.alert.alert_id,
        )
        for one in alerts
    ]
