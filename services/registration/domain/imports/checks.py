"""What is wrong between the rows of a file: somebody twice, two heads, a delegation that is not there."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from services.registration.domain.delegations import Delegation
from services.registration.domain.imports.columns import ImportField, Purpose
from services.registration.domain.imports.flaws import WITH_OTHERS, Flaw
from services.registration.domain.imports.rows import CellError, ImportRow
from services.registration.domain.names import name_key
from shared.contracts.registration import DelegateRole
from shared.states import States

F = ImportField
MOST_NAMES = 500
"""People one note can name."""

BETWEEN = WITH_OTHERS | frozenset(
    {
        Flaw.NO_DELEGATION,
        Flaw.OTHER_DELEGATION,
        Flaw.TWICE,
        Flaw.ADDRESS_TWICE,
        Flaw.SECOND_HEAD,
        Flaw.NO_HEAD,
        Flaw.TOO_MANY,
    }
)
"""What concerns other rows as well, and is looked at again when one row is corrected."""


def check_rows(
    rows: Sequence[ImportRow], delegations: Mapping[str, str], purpose: Purpose, *, own: str | None
) -> list[ImportRow]:
    """Return all rows with their delegation and what is wrong between them.

    `delegations` gives the id for each name or code in `name_key`; `own` is the one delegation of a focal point.
    """
    placed = [_placed(_without_between(row), delegations, own=own) for row in rows]
    checked = _marked_twice(placed, purpose)
    return [_needs_address(row) for row in checked] if purpose.registers else checked


def places_of(delegations: Iterable[Delegation], states: States) -> dict[str, str]:
    """Return the ids of delegations by their names, those of States in the six languages, and the codes of States."""
    places: dict[str, str] = {}
    further: dict[str, str] = {}
    for one in delegations:
        places[name_key(one.name)] = one.delegation_id
        if one.state:
            places[name_key(one.state)] = one.delegation_id
            further |= {name_key(name): one.delegation_id for name in states.every_name(one.state)}
    return further | places


def _without_between(row: ImportRow) -> ImportRow:
    return row.model_copy(update={"errors": tuple(one for one in row.errors if one.flaw not in BETWEEN)})


def _placed(row: ImportRow, delegations: Mapping[str, str], *, own: str | None) -> ImportRow:
    named = delegations.get(name_key(row.cells.delegation), "") if row.cells.delegation else ""
    if own is not None:
        elsewhere = bool(row.cells.delegation) and named != own
        row = row.blame(F.DELEGATION, Flaw.OTHER_DELEGATION) if elsewhere else row
        return row.model_copy(update={"delegation_id": own})
    if any(error.field is F.DELEGATION for error in row.errors):
        return row
    if not row.cells.delegation:
        return row.blame(F.DELEGATION, Flaw.EMPTY)
    if not named:
        return row.blame(F.DELEGATION, Flaw.NO_DELEGATION)
    return row.model_copy(update={"delegation_id": named})


def _marked_twice(rows: Sequence[ImportRow], purpose: Purpose) -> list[ImportRow]:
    seen: set[tuple[str, str]] = set()
    addresses: set[str] = set()
    heads: set[str] = set()
    counts: Counter[str] = Counter()
    checked: list[ImportRow] = []
    for row in rows:
        place = (row.delegation_id, row.key)
        if row.key and place in seen:
            row = row.blame(F.FULL_NAME, Flaw.TWICE)
        elif row.cells.email and row.cells.email in addresses:
            row = row.blame(F.EMAIL, Flaw.ADDRESS_TWICE)
        elif row.role is DelegateRole.HEAD and row.delegation_id in heads:
            row = row.blame(F.ROLE, Flaw.SECOND_HEAD)
        counts[row.delegation_id] += 1
        if purpose.notifies and counts[row.delegation_id] > MOST_NAMES:
            row = row.blame(F.FULL_NAME, Flaw.TOO_MANY)
        seen.add(place)
        addresses.add(row.cells.email)
        if row.role is DelegateRole.HEAD:
            heads.add(row.delegation_id)
        checked.append(row)
    return _with_a_head(checked, heads) if purpose.notifies else checked


def _with_a_head(rows: Sequence[ImportRow], heads: set[str]) -> list[ImportRow]:
    """Blame the first row of each delegation of which nobody is head (R1)."""
    first: dict[str, int] = {}
    for number, row in enumerate(rows):
        first.setdefault(row.delegation_id, number)
    headless = {number for place, number in first.items() if place and place not in heads}
    return [row.blame(F.ROLE, Flaw.NO_HEAD) if number in headless else row for number, row in enumerate(rows)]


def _needs_address(row: ImportRow) -> ImportRow:
    known = any(error.field is F.EMAIL for error in row.errors)
    return row if row.cells.email or known else row.model_copy(update={"errors": (*row.errors, _NO_ADDRESS)})


_NO_ADDRESS = CellError(field=F.EMAIL, flaw=Flaw.EMPTY)


def by_delegation(rows: Iterable[ImportRow]) -> dict[str, list[ImportRow]]:
    """Return rows by delegation; those without one stand under the empty word."""
    found: dict[str, list[ImportRow]] = defaultdict(list)
    for row in rows:
        found[row.delegation_id].append(row)
    return dict(found)
