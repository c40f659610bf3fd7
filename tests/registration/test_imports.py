"""Files of people: read, judged row by row, corrected, taken page by page, twice without effect."""

import pytest

from services.registration.commands.imports import (
    ApplyImport,
    CancelImport,
    ContinueImport,
    CorrectImportRow,
    DropImportRow,
    StartImport,
    TableRow,
)
from services.registration.domain import Delegation, Participant
from services.registration.domain.imports.batch import Import, ImportPage, Stage, in_file_order
from services.registration.domain.imports.flaws import Flaw, flaw_of
from services.registration.domain.imports.refusals import ColumnMissing, ImportUnderWay, NoteReferenceMissing
from services.registration.handlers.imports import (
    apply_import,
    cancel_import,
    continue_import,
    correct_import_row,
    drop_import_row,
    start_import,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import DelegationNotified, ParticipantCorrected, ParticipantRegistered
from shared.errors import NotAllowed, Refused
from shared.who import Grant, Role, Who
from tests.fakes import World
from tests.registration.builders import (
    JAPAN_ID,
    MEETING_ID,
    OFFICER,
    a_delegation,
    a_head,
    a_meeting,
    a_participant,
)

MISSION = Who(subject="fp", name="Mission", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=JAPAN_ID)}))
HEADER = ("Full name", "Role", "E-mail", "Function")
GOOD = (
    ("Ichikawa Tomiko", "head of delegation", "tomiko@mission.example", ""),
    ("Sato Ken", "adviser", "ken@m.example", "Desk"),
)


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world: World[RegistrationUnit] = World("registration", KEPT, who=MISSION)
    world.keep(a_meeting(), a_delegation())
    return world


def a_file(*rows: tuple[str, ...], **changes: object) -> StartImport:
    """Return the command that sends a file of Japan's people, rows numbered from 2 as in a spreadsheet."""
    fields: dict[str, object] = {
        "meeting_id": MEETING_ID,
        "delegation_id": JAPAN_ID,
        "file_name": "people.xlsx",
        "header": HEADER,
        "rows": tuple(TableRow(number=n, cells=cells) for n, cells in enumerate(rows or GOOD, start=2)),
        "purpose": "both",
        "reference": "NV/2025/118",
        "dated": "2025-11-03",
    }
    return StartImport.model_validate(fields | changes)


def the_import(world: World[RegistrationUnit], id: str = "imp_1") -> Import:
    one = world.state("imports", id)
    assert isinstance(one, Import)
    return one


def errors(world: World[RegistrationUnit], id: str = "imp_1") -> list[tuple[int, str, str]]:
    pages = [world.state("import_pages", f"{id}.{n}") for n in range(the_import(world, id).pages)]
    rows = in_file_order([one for one in pages if isinstance(one, ImportPage)])
    return [(row.number, error.field.value, error.flaw.value) for row in rows for error in row.errors]


def people(world: World[RegistrationUnit]) -> list[Participant]:
    found = [world.state("participants", id) for id in world.backend.rows.get("participants", {})]
    return [one for one in found if isinstance(one, Participant)]


async def test_nothing_is_written_before_it_is_taken(world: World[RegistrationUnit]) -> None:
    await world.run(start_import, a_file())

    assert the_import(world).stage is Stage.CHECKED
    assert the_import(world).counts.model_dump() == {"new": 2, "changed": 0, "unchanged": 0, "error": 0}
    assert (people(world), world.told()) == ([], [])


async def test_both_tracks_are_fed_and_everyone_is_mailed_a_link(world: World[RegistrationUnit]) -> None:
    await world.run(start_import, a_file())
    await world.run(apply_import, ApplyImport(import_id="imp_1"))

    assert sorted(one.full_name for one in people(world)) == ["Ichikawa Tomiko", "Sato Ken"]
    assert [type(one) for one in world.told(DelegationNotified)] == [DelegationNotified]
    assert sorted(mail.to for mail in world.mails) == ["ken@m.example", "tomiko@mission.example"]
    assert (the_import(world).stage, the_import(world).taken) == (Stage.DONE, 2)


async def test_the_same_file_twice_changes_nothing(world: World[RegistrationUnit]) -> None:
    for id in ("imp_1", "imp_2"):
        await world.run(start_import, a_file())
        if id == "imp_2":
            assert the_import(world, id).counts.unchanged == 2
        await world.run(apply_import, ApplyImport(import_id=id))

    assert len(world.told(DelegationNotified)) == 1
    assert len(world.told(ParticipantRegistered)) == 2
    assert (the_import(world, "imp_2").taken, len(world.mails)) == (0, 2)


async def test_what_changed_is_amended_and_an_empty_cell_keeps_what_is_there(world: World[RegistrationUnit]) -> None:
    world.keep(a_participant(function="Ambassador", name_key="ichikawa tomiko"))
    row = ("ICHIKAWA Tomiko", "head", "tomiko@mission.example", "")
    await world.run(start_import, a_file(row, purpose="registration"))
    await world.run(apply_import, ApplyImport(import_id="imp_1"))

    (person,) = people(world)
    assert (person.full_name, person.function, person.role.value) == ("ICHIKAWA Tomiko", "Ambassador", "head")
    assert [type(one) for one in world.told()] == [ParticipantCorrected]


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("=HYPERLINK(1)", Flaw.FORMULA),
        ("@sum", Flaw.FORMULA),
        ("+cmd", Flaw.FORMULA),
        ("abc\u202egpj", Flaw.DIRECTION),
        ("abc\u200f", Flaw.DIRECTION),
        ("Ana \U0001f600", Flaw.PICTURE),
        ("Ana \x07", Flaw.CONTROL),
        ("Ana \u200b", Flaw.CONTROL),
        ("x" * 10_000, Flaw.TOO_LONG),
        ("Ngũgĩ wa Thiong'o", None),
        ("مريم الهاشمي", None),
        ("O'Neill-García, J.-P.", None),
    ],
)
def test_a_cell_says_what_is_wrong_with_it(text: str, flaw: Flaw | None) -> None:
    assert flaw_of(text) is flaw


async def test_each_wrong_row_says_its_column_and_reason_and_nothing_is_lost(world: World[RegistrationUnit]) -> None:
    await world.run(
        start_import,
        a_file(
            ("Ichikawa Tomiko", "head", "tomiko@mission.example", ""),
            ("ichikawa  tomiko", "adviser", "two@m.example", ""),
            ("Mori Aiko", "head", "aiko@m.example", ""),
            ("", "adviser", "nobody@m.example", ""),
            ("Ito Ren", "boss", "ren.example", ""),
            ("Abe Yui", "adviser", "aiko@m.example", "x" * 10_000),
            ("", "", "", ""),
            ("Ono Kei", "adviser", "", ""),
        ),
    )

    assert errors(world) == [
        (3, "full_name", "twice"),
        (4, "role", "second_head"),
        (5, "full_name", "empty"),
        (6, "role", "no_role"),
        (6, "email", "no_email"),
        (7, "function", "too_long"),
        (7, "email", "address_twice"),
        (9, "email", "empty"),
    ]
    assert the_import(world).counts.error == 6


async def test_a_note_is_taken_whole_or_not_at_all_while_good_registrations_go_through(
    world: World[RegistrationUnit],
) -> None:
    await world.run(start_import, a_file(*GOOD, ("Ito Ren", "adviser", "not an address", "")))
    await world.run(apply_import, ApplyImport(import_id="imp_1"))

    assert len(people(world)) == 2
    assert (world.told(DelegationNotified), the_import(world).held) == ([], ("Japan",))


async def test_a_wrong_row_is_corrected_or_left_out_on_the_page(world: World[RegistrationUnit]) -> None:
    await world.run(start_import, a_file(*GOOD, ("Ito Ren", "boss", "ren@m.example", ""), ("", "", "x", "")))
    fixed = CorrectImportRow(import_id="imp_1", number=4, full_name="Ito Ren", role="expert", email="ren@m.example")
    await world.run(correct_import_row, fixed)
    await world.run(drop_import_row, DropImportRow(import_id="imp_1", number=5))

    assert errors(world) == []
    assert the_import(world).counts.new == 3
    await world.run(apply_import, ApplyImport(import_id="imp_1"))
    assert len(people(world)) == 3


async def test_whom_the_last_note_named_and_the_file_does_not_is_shown_before(world: World[RegistrationUnit]) -> None:
    world.keep(a_delegation(names=(a_head("Old Head"),)))
    await world.run(start_import, a_file(purpose="notification"))

    assert [one.full_name for one in the_import(world).gone] == ["Old Head"]


async def test_a_long_file_is_due_again_until_every_page_was_handled(world: World[RegistrationUnit]) -> None:
    many = [(f"Person {n}", "adviser", f"p{n}@m.example", "") for n in range(250)]
    await world.run(start_import, a_file(*many, purpose="registration", mails=False))
    assert (the_import(world).stage, the_import(world).done) == (Stage.CHECKING, 100)
    assert world.scheduled() == [("registration.due.continue_import", the_import(world).moved_at)]
    await to_the_end(world)
    await world.run(apply_import, ApplyImport(import_id="imp_1"))
    assert len(people(world)) == 100
    await to_the_end(world)

    assert (the_import(world).stage, len(people(world)), the_import(world).taken) == (Stage.DONE, 250, 250)


async def test_the_clock_asking_twice_or_late_does_nothing_more(world: World[RegistrationUnit]) -> None:
    many = [(f"Person {n}", "adviser", f"p{n}@m.example", "") for n in range(150)]
    await world.run(start_import, a_file(*many, purpose="registration"))
    due = ContinueImport(import_id="imp_1", version=the_import(world).version)
    await world.run(continue_import, due, message_id="m1")
    await world.run(continue_import, due, message_id="m1")
    await world.run(continue_import, due, message_id="m2")

    assert the_import(world).counts.new == 150


async def to_the_end(world: World[RegistrationUnit]) -> None:
    while the_import(world).at_work:
        await world.run(continue_import, ContinueImport(import_id="imp_1", version=the_import(world).version))


@pytest.mark.parametrize("state", ["Japan", "Japon", "Japón", "Япония", "日本", "اليابان"])
async def test_a_state_is_recognised_in_every_language(world: World[RegistrationUnit], state: str) -> None:
    header = ("Delegation", "Full name", "Role", "E-mail")
    rows = ((state, "Ken Sato", "head", "ken@m.example"),)
    await world.run(start_import, a_file(*rows, header=header, delegation_id=None), who=OFFICER)
    await world.run(start_import, a_file(*rows, header=header))

    assert (errors(world, "imp_1"), errors(world, "imp_2")) == ([], [])


async def test_an_officer_imports_for_the_whole_meeting(world: World[RegistrationUnit]) -> None:
    peru = a_delegation(delegation_id="del_per", name="Peru", state="PER")
    world.keep(peru)
    header = ("Country", "First name", "Last name", "Capacity", "Courriel")
    rows = (
        ("JPN", "Ken", "Sato", "Head of Delegation", "ken@m.example"),
        ("Perú", "Ana", "Díaz", "HOD", "ana@m.example"),
        ("Atlantis", "No", "One", "head", "x@m.example"),
    )
    await world.run(start_import, a_file(*rows, header=header, delegation_id=None), who=OFFICER)
    await world.run(apply_import, ApplyImport(import_id="imp_1"), who=OFFICER)

    assert errors(world) == [(4, "delegation", "no_delegation")]
    assert sorted((one.delegation, one.full_name) for one in people(world)) == [
        ("Japan", "Ken Sato"),
        ("Peru", "Ana Díaz"),
    ]
    notified = [world.state("delegations", id) for id in (JAPAN_ID, "del_per")]
    assert [len(one.names) for one in notified if isinstance(one, Delegation)] == [1, 1]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"header": ("Who", "Role", "E-mail", "Function")}, ColumnMissing),
        ({"header": ("Full name", "Role", "Address", "Function")}, ColumnMissing),
        ({"header": ("Full name", "Rank", "E-mail", "Function")}, ColumnMissing),
        ({"reference": ""}, NoteReferenceMissing),
        ({"delegation_id": None}, NotAllowed),
        ({"delegation_id": "del_per"}, NotAllowed),
    ],
)
async def test_a_file_that_cannot_be_taken_is_refused_at_once(
    world: World[RegistrationUnit], changes: dict[str, object], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        await world.run(start_import, a_file(**changes))


async def test_an_import_is_taken_once_and_put_away_before_only(world: World[RegistrationUnit]) -> None:
    await world.run(start_import, a_file())
    await world.run(apply_import, ApplyImport(import_id="imp_1"))

    with pytest.raises(ImportUnderWay):
        await world.run(apply_import, ApplyImport(import_id="imp_1"))
    with pytest.raises(ImportUnderWay):
        await world.run(cancel_import, CancelImport(import_id="imp_1"))
    await world.run(start_import, a_file())
    assert (await world.run(cancel_import, CancelImport(import_id="imp_2"))).stage == "cancelled"
