"""Lists of other systems: mapped once, taken as they are, who is gone from them proposed to withdraw."""

import httpx
import pytest

from services.registration.commands.imports import FIELDS
from services.registration.domain.imports.columns import ImportField, Purpose, recognise
from services.registration.domain.imports.rows import SheetRow
from services.registration.domain.imports.sources import ColumnMeaning, ImportSource, WordMeaning, unknown_words
from tests.registration.test_pages import PAGE, text_of
from tests.registration.test_routes import an_open_meeting, register

DESK = "/registration/meetings/apmbc-source/imports"
HEADER = "Delegação;Sobrenome;Nome próprio;Tipo;Endereço\n"
FIRST = HEADER + "Brazil;Souza;Ana;Chefe;ana@bra.example\nBrazil;Lima;Rui;Assessor;rui@bra.example\n"
SECOND = HEADER + "Brazil;Souza;Ana;Chefe;ana@bra.example\nBrazil;Dias;Eva;Assessor;eva@bra.example\n"
MEANS = ("delegation", "family_name", "given_name", "role", "email")


def test_a_column_can_be_asked_to_say_what_an_import_reads() -> None:
    assert FIELDS.split("|") == list(ImportField)


def test_a_column_reads_as_the_source_was_told_and_else_by_its_heading() -> None:
    source = ImportSource(
        source_id="src_1",
        meeting_id="mtg_1",
        name="Indico",
        purpose=Purpose.REGISTRATION,
        columns=(ColumnMeaning(heading="Tipo", field=ImportField.ROLE), ColumnMeaning(heading="Role", field=None)),
        words=(WordMeaning(field=ImportField.ROLE, theirs="Chefe", ours="head"),),
    )

    assert recognise(("tipo", "Role", "E-mail"), source.told()).fields == (ImportField.ROLE, None, ImportField.EMAIL)
    assert source.values() == {ImportField.ROLE: {"chefe": "head"}}
    rows = [SheetRow(number=2, cells=("Chefe",)), SheetRow(number=3, cells=("adviser",))]
    assert unknown_words((ImportField.ROLE,), rows) == [(ImportField.ROLE, "Chefe")]


@pytest.mark.real
async def test_a_list_is_mapped_once_and_who_is_gone_is_withdrawn_only_when_somebody_says_so(
    api: httpx.AsyncClient,
) -> None:
    await an_open_meeting(api, "APMBC-SOURCE")
    about = {"name": "Indico Brasil", "purpose": "registration"}
    asked = await api.post(f"{DESK}/sources", data=about, files=a_file(FIRST), headers=PAGE)
    mapped = await api.post(f"{DESK}/sources/set", data=about | meanings(), headers=PAGE)
    source = mapped.headers["location"].partition("source=")[2].partition("&")[0]
    first = await take(api, FIRST, source)
    second = await take(api, SECOND, source)
    shown = await api.get(second, headers=PAGE)
    rui = shown.text.partition('name="participant_ids" value="')[2].partition('"')[0]
    await api.post(f"{second}/withdraw", data={"participant_ids": rui}, headers=PAGE)
    person = text_of(await api.get(f"/registration/participants/{rui}", headers=PAGE))

    assert "Chefe" in text_of(asked)
    assert "2 rows were taken." in text_of(await api.get(first, headers=PAGE))
    assert "No longer on the list 1" in text_of(shown)
    assert "No longer on the list: Indico Brasil" in person
    assert "No longer on the list" not in text_of(await api.get(second, headers=PAGE))


@pytest.mark.real
async def test_a_list_without_a_name_or_a_file_is_asked_for_again(api: httpx.AsyncClient) -> None:
    await an_open_meeting(api, "APMBC-NOLIST")
    desk = DESK.replace("source", "nolist")
    nameless = await api.post(f"{desk}/sources", data={"name": ""}, files=a_file(FIRST), headers=PAGE)
    empty = await api.post(f"{desk}/sources", data={"name": "Indico"}, headers=PAGE)
    foreign = await api.post(
        desk, data={"purpose": "registration", "source_id": "src_x"}, files=a_file(FIRST), headers=PAGE
    )

    assert [one.status_code for one in (nameless, empty, foreign)] == [422, 422, 404]


@pytest.mark.real
async def test_a_delegation_is_told_of_its_own_people_alone(api: httpx.AsyncClient) -> None:
    """Its list names an address that is registered elsewhere, then does not: who has it stays unsaid."""
    await an_open_meeting(api, "APMBC-OWNLIST")
    await register(api, "del_apmbc-ownlist_bra", "Ana Souza", "ana@own.example")
    desk = "/registration/delegations/del_apmbc-ownlist_ken/imports"
    about = {"name": "Ours", "purpose": "registration"}
    meant = {"columns.0.heading": "Who", "columns.0.field": "full_name"}
    meant |= {"columns.1.heading": "Mail", "columns.1.field": "email"}
    mapped = await api.post(f"{desk}/sources/set", data=about | meant, headers=PAGE)
    sent = {
        "purpose": "registration",
        "source_id": mapped.headers["location"].partition("source=")[2].partition("&")[0],
    }
    for text in (
        "Who;Mail\nJoy Mwangi;joy@own.example\nAna;ana@own.example\n",
        "Who;Mail\nJoy Mwangi;joy@own.example\n",
    ):
        looked = await api.post(desk, data=sent, files=a_file(text), headers=PAGE)
        last = looked.headers["location"].partition("?")[0]
        await api.post(f"{last}/take", headers=PAGE)
    shown = text_of(await api.get(last, headers=PAGE))

    assert "Joy Mwangi" in shown
    assert "Souza" not in shown


def a_file(text: str) -> dict[str, tuple[str, bytes, str]]:
    return {"file": ("lista.csv", text.encode("cp1252"), "text/csv")}


def meanings() -> dict[str, str]:
    headings = HEADER.strip().split(";")
    columns = {f"columns.{n}.heading": heading for n, heading in enumerate(headings)}
    fields = {f"columns.{n}.field": field for n, field in enumerate(MEANS)}
    words: dict[str, str] = {}
    for n, (theirs, ours) in enumerate((("Chefe", "head"), ("Assessor", "adviser"))):
        words |= {f"words.{n}.field": "role", f"words.{n}.theirs": theirs, f"words.{n}.ours": ours}
    return columns | fields | words


async def take(api: httpx.AsyncClient, text: str, source: str) -> str:
    fields = {"purpose": "registration", "source_id": source}
    sent = await api.post(DESK, data=fields, files=a_file(text), headers=PAGE)
    address: str = sent.headers["location"]
    await api.post(f"{address}/take", data={}, headers=PAGE)
    return address
