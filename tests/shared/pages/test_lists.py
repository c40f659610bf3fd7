"""Lists: the address says what is shown, and is cleaned before it is believed."""

import pytest

from shared.pages import Column, Listing, ListPlan, Shown, keyset, select
from shared.pages.exports import csv_lines, guarded
from shared.pages.lists import read_cursor, write_cursor
from tests.shared.pages.showcase import PLAN, ROWS, a_listing


def shown(listing: Listing) -> Shown[dict[str, str]]:
    return select(
        ROWS,
        listing,
        key=lambda row: row["id"],
        text=lambda row: row["name"],
        values={"name": lambda row: row["name"], "state": lambda row: row["state"]},
    )


def test_an_address_is_read_and_written_back() -> None:
    listing = a_listing("q=ana&state=done&sort=-name&size=50&dense=1")
    assert listing == Listing(
        path="/registration/x",
        plan=PLAN,
        q="ana",
        chosen=(("state", "done"),),
        sort="name",
        descending=True,
        size=50,
        dense=True,
    )
    assert listing.query() == "q=ana&state=done&sort=-name&size=50&dense=1"


@pytest.mark.parametrize(
    "query", ["state=gone", "sort=password", "size=7", "size=x", "after=%25%25", "format=exe", "start=-3", "bad=1"]
)
def test_what_the_plan_does_not_offer_is_dropped(query: str) -> None:
    assert a_listing(query) == a_listing()


def test_a_filter_link_keeps_the_search_and_goes_to_the_first_page() -> None:
    listing = a_listing("q=ana&after=WzEsMl0&start=26")
    assert listing.link(state="done") == "/registration/x?q=ana&state=done"
    assert listing.link(state="done", q="") == "/registration/x?state=done"
    assert a_listing("state=done").link(state=None) == "/registration/x"


def test_export_and_density_keep_the_place() -> None:
    listing = a_listing("q=ana&after=WzEsMl0&start=26")
    assert listing.link(dense=True) == "/registration/x?q=ana&after=WzEsMl0&start=26&dense=1"
    assert listing.link(format="csv").endswith("&format=csv")


def test_an_export_asks_for_all_rows() -> None:
    assert a_listing("format=csv").limit > a_listing().limit


def test_sorting_the_same_column_twice_turns_it_round() -> None:
    name = Column("name", "Name", sorts=True)
    assert a_listing().sort_link(name) == "/registration/x?sort=-name"
    assert a_listing("sort=-name").sort_link(name) == "/registration/x"
    assert a_listing("sort=-name").aria_sort(name) == "descending"


def test_a_cursor_survives_the_address() -> None:
    keys = ("Álvarez & Söhne", 12, None, "par_1")
    assert read_cursor(write_cursor(keys)) == keys


@pytest.mark.parametrize("word", ["", "%", "eyJhIjoxfQ", "W1sxXV0", "é"])
def test_a_cursor_nobody_wrote_is_the_beginning(word: str) -> None:
    assert read_cursor(word) == ()


def test_pages_follow_one_another_without_gap_or_double() -> None:
    seen: list[str] = []
    listing = a_listing("sort=-name")
    for _ in range(3):
        page = shown(listing)
        seen += [row["id"] for row in page.rows]
        listing = a_listing(listing.link(after=page.after).partition("?")[2])
    assert seen == [row["id"] for row in reversed(ROWS)]


def test_search_and_filter_narrow_the_count() -> None:
    assert shown(a_listing("q=person+07")).total == 1
    assert shown(a_listing("state=done")).total == 30


def test_accents_neither_hide_a_row_nor_move_it_to_the_end() -> None:
    names = ["Turkmenistan", "Türkiye", "Tuvalu"]

    def of(query: str) -> list[str]:
        return list(select(names, a_listing(query), key=str, text=str, values={"name": str}).rows)

    assert of("sort=name") == ["Türkiye", "Turkmenistan", "Tuvalu"]
    assert of("q=turkiye") == ["Türkiye"]


def test_a_store_asks_for_what_lies_beyond_the_last_row() -> None:
    assert keyset(a_listing(), field="name") == ({}, [("name", 1), ("_id", 1)])
    after = write_cursor(("Haddad", "par_1"))
    assert keyset(a_listing(f"sort=-name&after={after}"), field="name") == (
        {"$or": [{"name": {"$lt": "Haddad"}}, {"name": "Haddad", "_id": {"$lt": "par_1"}}]},
        [("name", -1), ("_id", -1)],
    )


def test_a_plan_sorts_only_by_columns_that_sort() -> None:
    plan = ListPlan(columns=(Column("name", "Name", sorts=True), Column("note", "Note")), order="-name")
    assert plan.sort_keys == {"name"}
    assert a_listing("sort=note", plan=plan).descending


@pytest.mark.parametrize("cell", ["=1+1", "+41 22", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


def test_numbers_stay_numbers_and_nothing_is_empty() -> None:
    assert [guarded(-2), guarded(1.5), guarded(None), guarded("Ana")] == [-2, 1.5, "", "Ana"]


async def test_csv_is_quoted_and_readable_by_spreadsheets() -> None:
    lines = [line async for line in csv_lines(["Name", "Sum"], [('Say "hi", Ana', -3)])]
    assert lines == ["\ufeffName,Sum\r\n", '"Say ""hi"", Ana",-3\r\n']
