"""States by name: of the day, in the language, in the order of the United Nations' lists (decision 18)."""

from datetime import date

import pytest

from services.registration.gateways import PackagedConventions
from shared.pages import LANGUAGES
from shared.states import order_key, read_states

TODAY = date(2025, 12, 1)
STATES = read_states()


def test_every_state_of_the_conventions_has_its_names_and_region() -> None:
    codes = {state.iso3 for convention in PackagedConventions.read().all() for state in convention.states}

    assert [code for code in sorted(codes) if STATES.on(code, TODAY) is None] == []
    assert {STATES.region(code) for code in codes} == {"Africa", "Americas", "Asia", "Europe", "Oceania"}
    names = [STATES.on(code, TODAY) for code in codes]
    assert [one.iso3 for one in names if one and not all(one.names.get(tongue) for tongue in LANGUAGES)] == []


def test_a_state_bears_the_name_of_the_day() -> None:
    def turkiye(day: date) -> str:
        return STATES.name("TUR", "en", day=day, otherwise="")

    assert (turkiye(date(2022, 5, 31)), turkiye(date(2022, 6, 1))) == ("Turkey", "Türkiye")
    assert STATES.name("XXX", "en", day=TODAY, otherwise="ICBL") == "ICBL"


@pytest.mark.parametrize(
    ("language", "codes"),
    [
        ("en", ["CIV", "HRV", "TUR", "GBR", "TZA", "USA"]),
        ("fr", ["ZAF", "DEU", "EGY", "USA", "ETH", "GBR"]),
        ("es", ["DEU", "ESP", "USA", "NER", "NGA"]),
        ("ru", ["AUS", "AUT", "JOR", "YEM", "JAM", "JPN"]),
        ("zh", ["ALB", "AFG", "EGY", "AUS", "PER", "FRA", "TCD", "CHN"]),
        ("ar", ["RUS", "ETH", "AZE", "ARG", "JOR", "BHS", "ALG", "CIV"]),
    ],
)
def test_names_stand_in_the_order_of_the_language(language: str, codes: list[str]) -> None:
    """The article of Arabic, accents and case do not count; Chinese goes by the sounds."""
    known = [code for code in codes if STATES.on(code, TODAY)]
    names = {code: STATES.name(code, language, day=TODAY, otherwise="") for code in known}

    assert sorted(known, key=lambda one: STATES.order(one, names[one], language=language, day=TODAY)) == known


def test_a_state_that_is_kept_by_its_english_name_is_said_and_placed_in_every_language() -> None:
    """An organisation stays as it is written, behind another script; a former name of a State is said as it was."""
    assert [STATES.said("Senegal", tongue) for tongue in LANGUAGES] == [
        "السنغال",
        "塞内加尔",
        "Senegal",
        "Sénégal",
        "Сенегал",
        "Senegal",
    ]
    assert (STATES.said("Turkey", "fr"), STATES.said("ICBL", "fr")) == ("Turquie", "ICBL")
    arabic = ["Yemen", "Jordan", "ICBL", "Cambodia", "Russian Federation"]
    assert sorted(arabic, key=lambda one: STATES.placed(one, "ar")) == [
        "Russian Federation",
        "Jordan",
        "Cambodia",
        "Yemen",
        "ICBL",
    ]


def test_a_state_is_found_by_its_name_in_any_language() -> None:
    assert [STATES.sought(one) for one in ("Allemagne", "السنغال", "Côte d'ivoire", "Petit")] == [
        "Germany",
        "Senegal",
        "Côte d'Ivoire",
        "Petit",
    ]


@pytest.mark.parametrize(
    ("language", "earlier", "later"),
    [
        ("es", "Nz", "Ña"),
        ("es", "Ñandú", "Oz"),
        ("ru", "Ёж", "Ель"),
        ("ru", "Ива", "Йемен"),
        ("fr", "Côte d'Ivoire", "Coz"),
        ("ar", "الأردن", "أرمينيا"),
    ],
)
def test_letters_have_their_place(language: str, earlier: str, later: str) -> None:
    assert order_key(earlier, language) < order_key(later, language)
