"""What taking a row would change: compared with who is named and who is registered now."""

from collections.abc import Mapping, Sequence

from services.registration.domain.delegations import Delegation, Named, named
from services.registration.domain.imports.columns import ImportField, Purpose
from services.registration.domain.imports.flaws import Flaw
from services.registration.domain.imports.rows import ImportRow, Verdict
from services.registration.domain.participants import Participant, Person
from shared.contracts.registration import DelegateRole, Gender
from shared.values import Value


class Registered(Value):
    """Who is registered of the people of some rows, as far as rows depend on it."""

    by_address: Mapping[str, Participant] = {}
    by_name: Mapping[tuple[str, str], Participant] = {}
    """By delegation and key of the name."""
    heads: Mapping[str, Participant] = {}
    """Heads by delegation."""


def judge(
    row: ImportRow, delegation: Delegation | None, registered: Registered, purpose: Purpose, *, by_officer: bool
) -> ImportRow:
    """Return the row with its verdict; a cell left empty changes nothing.

    Only officers change what is known of somebody who is confirmed already.
    """
    participant = registered.by_address.get(row.cells.email)
    if purpose.registers and (found := _clash(row, registered, by_officer=by_officer)):
        row = _once(row, *found)
    if row.wrong or delegation is None:
        return row.model_copy(update={"verdict": Verdict.ERROR, "changes": ()})
    parts: list[tuple[Verdict, tuple[str, ...]]] = []
    if purpose.notifies:
        parts.append(_against_note(row, delegation))
    if purpose.registers:
        parts.append(_against_registration(row, participant))
    verdicts = {verdict for verdict, _ in parts}
    verdict = next(one for one in (Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED) if one in verdicts)
    changes = tuple(dict.fromkeys(change for _, found in parts for change in found))
    return row.model_copy(update={"verdict": verdict, "changes": changes})


def as_named(row: ImportRow, delegation: Delegation) -> Named:
    """Return the person as the note will name them; what the row leaves empty stays as the last note had it."""
    known = next((one for one in delegation.names if one.key == row.key), None)
    return named(
        row.cells.full_name,
        title=row.cells.title or (known.title if known else ""),
        function=row.cells.function or (known.function if known else ""),
        role=row.role,
        email=row.cells.email or (known.email if known else None),
        gender=row.gender or (known.gender if known else Gender.UNDISCLOSED),
    )


def as_person(row: ImportRow, participant: Participant | None = None) -> Person:
    """Return what the row says of a person who registers; what it leaves empty stays as it was."""
    known = {name: getattr(participant, name) for name in Person.model_fields} if participant else {}
    role = row.role if row.cells.role or not participant else participant.role
    said: dict[str, object] = {
        "full_name": row.cells.full_name,
        "email": row.cells.email,
        "role": role,
        "function": row.cells.function,
        "organisation": row.cells.organisation,
        "gender": row.gender,
        "language": row.language,
    }
    return Person.model_validate(known | {name: value for name, value in said.items() if value})


def gone(rows: Sequence[ImportRow], delegation: Delegation) -> tuple[str, ...]:
    """Return whom the note in force names and these rows do not."""
    keys = {row.key for row in rows}
    return tuple(one.full_name for one in delegation.names if one.key not in keys)


def _clash(row: ImportRow, registered: Registered, *, by_officer: bool) -> tuple[ImportField, Flaw] | None:
    """Return what speaks against registering the person, or changing their registration."""
    known = registered.by_address.get(row.cells.email)
    if known and known.delegation_id != row.delegation_id:
        return ImportField.EMAIL, Flaw.REGISTERED_ELSEWHERE
    same = registered.by_name.get((row.delegation_id, row.key))
    if same and known is None:
        return ImportField.EMAIL, Flaw.OTHER_ADDRESS
    head = registered.heads.get(row.delegation_id)
    if row.role is DelegateRole.HEAD and head and head.email != row.cells.email:
        return ImportField.ROLE, Flaw.HEAD_REGISTERED
    settled = known is not None and known.confirmed_at is not None
    if settled and not by_officer and _against_registration(row, known)[0] is Verdict.CHANGED:
        return ImportField.FULL_NAME, Flaw.CONFIRMED
    return None


def _against_note(row: ImportRow, delegation: Delegation) -> tuple[Verdict, tuple[str, ...]]:
    known = next((one for one in delegation.names if one.key == row.key), None)
    if known is None:
        return Verdict.NEW, ()
    return _compared(known, as_named(row, delegation), ("full_name", "title", "function", "role", "email", "gender"))


def _against_registration(row: ImportRow, participant: Participant | None) -> tuple[Verdict, tuple[str, ...]]:
    if participant is None:
        return Verdict.NEW, ()
    return _compared(participant, as_person(row, participant), tuple(Person.model_fields))


def _compared(before: object, after: object, fields: tuple[str, ...]) -> tuple[Verdict, tuple[str, ...]]:
    changes = tuple(name for name in fields if getattr(before, name) != getattr(after, name))
    return (Verdict.CHANGED if changes else Verdict.UNCHANGED), changes


def _once(row: ImportRow, field: ImportField, flaw: Flaw) -> ImportRow:
    return row if any(error.flaw is flaw for error in row.errors) else row.blame(field, flaw)
