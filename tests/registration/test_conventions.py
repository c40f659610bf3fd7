"""Conventions as data: the shipped one, another as a file, what follows from the dates of a State."""

import json
import re
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from services.registration.domain import category_on, entry_into_force
from services.registration.domain.accents import ON_DARK, ON_LIGHT
from services.registration.domain.conventions import moved_deadlines, usual_deadlines, usual_symbol
from services.registration.domain.refusals import DepositedAlready, NothingToWithdrawFrom
from services.registration.domain.treaty import TreatyAct, TreatyState, after_act, months_after, takes_effect
from services.registration.gateways import PackagedConventions
from services.registration.pages.accents import sheet_of
from shared.contracts.registration import Category, Deadline, DeadlineKind, MeetingKind
from shared.pages.files import STATIC

SINCE = date(1999, 3, 1)


def test_two_conventions_are_shipped_each_a_file() -> None:
    assert [one.code for one in PackagedConventions.read().all()] == ["APMBC", "CCM"]


def test_the_cluster_munitions_file_is_marked_as_not_current() -> None:
    ccm = PackagedConventions.read().find("CCM")

    assert ccm is not None
    assert (len(ccm.states), ccm.as_of) == (113, date(2014, 1, 27))
    assert ccm.category_on("AFG", date(2014, 9, 2)) is Category.STATE_PARTY
    assert ccm.category_on("AGO", date(2014, 9, 2)) is Category.SIGNATORY


def test_a_folder_of_the_installation_adds_a_convention(tmp_path: Path) -> None:
    states = "iso3,name,signed,deposited,mechanism\nUTO,Utopia,2001-01-01,2001-02-03,ratification\n"
    (tmp_path / "own.csv").write_text(states, encoding="utf-8")
    facts = {"code": "OWN", "in_force_since": "2000-01-01", "states": "own.csv", "short_name": {"en": "Own Convention"}}
    (tmp_path / "own.json").write_text(json.dumps(facts), encoding="utf-8")

    known = PackagedConventions.read(tmp_path)

    own = known.find("OWN")
    assert own is not None
    assert own.category_on("UTO", date(2002, 1, 1)) is Category.STATE_PARTY
    assert (own.named("fr"), known.logo("OWN"), len(known.all())) == ("Own Convention", b"", 3)


def test_a_file_of_the_installation_takes_the_place_of_a_packaged_one(tmp_path: Path) -> None:
    packaged = Path("services/registration/data/conventions")
    for name in ("ccm.json", "ccm_states.csv", "ccm.svg"):
        shutil.copy(packaged / name, tmp_path / name)
    facts = json.loads((tmp_path / "ccm.json").read_text(encoding="utf-8")) | {"website": "ccm.example"}
    (tmp_path / "ccm.json").write_text(json.dumps(facts), encoding="utf-8")

    found = PackagedConventions.read(tmp_path).find("CCM")

    assert found is not None
    assert found.website == "ccm.example"


def test_the_pages_of_a_convention_have_its_own_colour() -> None:
    sheet = sheet_of(PackagedConventions.read().all())

    assert sheet.count(':root[data-convention="CCM"] { --accent: #69408c; }') == 1
    assert ':root[data-convention="CCM"] { --accent: #c9a4ea; }' in sheet.partition("prefers-color-scheme: dark")[2]


@pytest.mark.parametrize("accent", [{"light": "#1f6feb", "dark": "#6cc4cf"}, {"light": "#0c5f6d", "dark": "#0c5f6d"}])
def test_a_convention_whose_colour_cannot_be_read_is_refused(tmp_path: Path, accent: dict[str, str]) -> None:
    packaged = Path("services/registration/data/conventions")
    for name in ("ccm_states.csv", "ccm.svg"):
        shutil.copy(packaged / name, tmp_path / name)
    facts = json.loads((packaged / "ccm.json").read_text(encoding="utf-8")) | {"accent": accent}
    (tmp_path / "ccm.json").write_text(json.dumps(facts), encoding="utf-8")

    with pytest.raises(ValidationError, match="cannot be read"):
        PackagedConventions.read(tmp_path)


def test_colours_are_weighed_against_those_of_the_style_sheet() -> None:
    sheet = (STATIC / "plenary.css").read_text(encoding="utf-8")
    light, dark = (
        dict(reversed(re.findall(r"--([\w-]+): (#\w+);", part)))
        for part in sheet.split("prefers-color-scheme: dark", 1)
    )

    for named, grounds in ((light, ON_LIGHT), (dark, ON_DARK)):
        assert {named["paper"], named["ground"], named["on-accent"]} == set(grounds)


def test_people_write_to_the_address_of_the_file_else_to_that_of_the_installation(tmp_path: Path) -> None:
    states = "iso3,name,signed,deposited,mechanism\n"
    (tmp_path / "own.csv").write_text(states, encoding="utf-8")
    facts = {"code": "OWN", "in_force_since": "2000-01-01", "states": "own.csv", "mail": "isu@own.example"}
    (tmp_path / "own.json").write_text(json.dumps(facts), encoding="utf-8")

    known = PackagedConventions.read(tmp_path, mail="isu@plenary.example").all()

    assert {one.code: one.mail for one in known} == {
        "APMBC": "isu@plenary.example",
        "CCM": "isu@plenary.example",
        "OWN": "isu@own.example",
    }


def test_an_accession_binds_from_the_first_of_the_sixth_month_after_it() -> None:
    """Domain 1.1; Tonga: June 2025 -> 1 December 2025 [TON]."""
    tonga = after_act(TreatyState(iso3="TON", name="Tonga"), TreatyAct.ACCESSION, dated=date(2025, 6, 25))

    assert takes_effect(tonga, TreatyAct.ACCESSION, in_force_since=SINCE) == date(2025, 12, 1)
    assert category_on(tonga, date(2025, 11, 30), in_force_since=SINCE) is Category.STATE_NOT_YET_IN_FORCE
    assert category_on(tonga, date(2025, 12, 1), in_force_since=SINCE) is Category.STATE_PARTY


def test_a_withdrawal_takes_effect_six_months_after_it_was_notified() -> None:
    """Domain 1.1; the Baltic States: notified 27 June 2025, out on 27 December 2025 [XIN]."""
    latvia = TreatyState(iso3="LVA", name="Latvia", deposited=date(2005, 7, 1))

    left = after_act(latvia, TreatyAct.WITHDRAWAL, dated=date(2025, 6, 27))

    assert left.withdrawal_effective == date(2025, 12, 27)
    assert category_on(left, date(2025, 12, 1), in_force_since=SINCE) is Category.STATE_PARTY
    assert category_on(left, date(2025, 12, 27), in_force_since=SINCE) is Category.STATE_NOT_PARTY


def test_half_a_year_after_the_end_of_august_is_the_end_of_february() -> None:
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)


def test_a_state_that_withdrew_may_join_again() -> None:
    gone = TreatyState(iso3="EST", name="Estonia", deposited=date(2004, 5, 12), withdrawal_effective=date(2025, 12, 27))

    back = after_act(gone, TreatyAct.ACCESSION, dated=date(2030, 1, 15))

    assert entry_into_force(back, in_force_since=SINCE) == date(2030, 7, 1)


def test_nobody_deposits_twice() -> None:
    japan = TreatyState(iso3="JPN", name="Japan", deposited=date(1998, 9, 30))

    with pytest.raises(DepositedAlready):
        after_act(japan, TreatyAct.RATIFICATION, dated=date(2026, 1, 1))


def test_nobody_withdraws_from_what_they_have_not_joined() -> None:
    with pytest.raises(NothingToWithdrawFrom):
        after_act(TreatyState(iso3="UTO", name="Utopia"), TreatyAct.WITHDRAWAL, dated=date(2026, 1, 1))


def test_deadlines_follow_from_the_opening_date_in_the_zone_of_the_venue() -> None:
    """Domain 2.6: 15MSP closed notification and registration 17 days before it opened [M15]."""
    apmbc = PackagedConventions.read().find("APMBC")

    assert apmbc is not None
    found = {
        one.kind: one.at
        for one in usual_deadlines(apmbc, MeetingKind.MSP, opens_on=date(2016, 11, 28), zone="America/Santiago")
    }
    assert found[DeadlineKind.NOTIFICATION] == datetime(2016, 11, 11, 21, 0, tzinfo=UTC)
    assert found[DeadlineKind.FIELD_VISIT].date() == date(2016, 11, 15)


@pytest.mark.parametrize(
    ("kind", "code", "symbol"),
    [
        (MeetingKind.MSP, "APMBC-23MSP", "APLC/MSP.23/2026/INF.{number}"),
        (MeetingKind.MSP, "APMBC-NEXT", ""),
        (MeetingKind.INTERSESSIONAL, "APMBC-IM26", "APLC/IM/2026/INF.{number}"),
        (MeetingKind.WORKSHOP, "APMBC-W1", ""),
    ],
)
def test_the_symbol_of_lists_follows_from_the_convention(kind: MeetingKind, code: str, symbol: str) -> None:
    """Domain 7: the symbol of a list is the convention's for the kind of meeting, its session and its year."""
    apmbc = PackagedConventions.read().find("APMBC")

    assert apmbc is not None
    assert usual_symbol(apmbc, kind, opens_on=date(2026, 12, 14), code=code) == symbol


def test_moved_deadlines_keep_their_distance_and_their_hour_across_summer_time() -> None:
    """R5, section 8: a meeting moved from June to November keeps its deadlines at 18:00 of the venue (E8)."""
    june = Deadline(kind=DeadlineKind.REGISTRATION, at=datetime(2025, 6, 13, 16, 0, tzinfo=UTC))

    moved = moved_deadlines((june,), timedelta(days=161), zone="Europe/Zurich")

    assert moved == (Deadline(kind=DeadlineKind.REGISTRATION, at=datetime(2025, 11, 21, 17, 0, tzinfo=UTC)),)
