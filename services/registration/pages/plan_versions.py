"""Two officers reschedule at once: what each form was based on, and both versions beside each other."""

from collections.abc import Mapping

from services.registration.pages.words import DEADLINES
from shared.pages import Form, disagreements, msg
from shared.pages.conflicts import Disagreement

LABELS: Mapping[str, str] = {
    "opens_on": msg("Opens on"),
    "closes_on": msg("Closes on"),
    "categories_on": msg("Treaty status counts on"),
    "venue": msg("Venue"),
    "city": msg("City"),
    "country": msg("Country"),
    "zone": msg("Time zone"),
    **{f"deadlines.{number}.at": word for number, word in enumerate(DEADLINES.values())},
}


def based_on(form: Form, now: Form) -> dict[str, str]:
    """Return the plan a form was filled from; the plan as it is now where the form does not say."""
    return {name: form.text(f"was.{name}") if f"was.{name}" in form.values else now.text(name) for name in LABELS}


def is_stale(form: Form, now: Form) -> bool:
    """Tell whether somebody gave the meeting another plan since the form was filled."""
    return based_on(form, now) != {name: now.text(name) for name in LABELS}


def both(form: Form, now: Form) -> tuple[list[Disagreement], dict[str, str]]:
    """Return where two versions differ, and the fields in which they agree, based on what the other saved."""
    theirs = {name: now.text(name) for name in LABELS}
    mine = {name: form.text(name) for name in LABELS}
    rows = disagreements(LABELS, was=based_on(form, now), theirs=theirs, mine=mine)
    open_fields = {row.name for row in rows}
    agreed = {name: value for name, value in theirs.items() if name not in open_fields}
    beside = {name: form.text(name) for name in form.values if name.endswith((".kind", "__zone"))}
    return rows, {**beside, **agreed, **{f"was.{name}": value for name, value in theirs.items()}}
