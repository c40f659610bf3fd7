"""The six languages: chosen, said, found in the sources, complete for the kit."""

import ast
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from markupsafe import Markup

from shared.money import Money
from shared.pages import Speech, in_words
from shared.pages.extraction import defined_in, in_python, kinds_of
from shared.pages.languages import choose_language
from shared.pages.translations import FOLDERS
from shared.pages.wording import Wording

NOON = datetime(2025, 12, 1, 12, 0, tzinfo=UTC)


def test_the_project_is_searched_for_what_people_read() -> None:
    assert FOLDERS == ("shared", "services", "deploy")


@pytest.mark.parametrize(
    ("wishes", "accept", "chosen"),
    [
        (("fr", "es"), "ru", "fr"),
        ((None, "zh-Hans"), "ru", "zh"),
        ((None, "de"), "de, ru;q=0.4, es-MX;q=0.8", "es"),
        ((), "xx;q=broken, *", "en"),
    ],
)
def test_the_first_known_wish_is_taken(wishes: tuple[str | None, ...], accept: str, chosen: str) -> None:
    assert choose_language(*wishes, accept=accept) == chosen


def test_values_in_a_sentence_are_escaped_and_markup_stays() -> None:
    speech = Speech("fr")
    assert speech.gettext("With %(name)s", name="<b>") == Markup("Chez &lt;b&gt;")
    assert speech.gettext("A <b> nobody translated") == Markup("A &lt;b&gt; nobody translated")
    assert speech.gettext(speech.gettext("A <b> nobody translated")) == Markup("A &lt;b&gt; nobody translated")


def test_counts_take_the_form_the_language_asks_for() -> None:
    one, many = "At most %(count)s word.", "At most %(count)s words."
    assert [Speech("ru").ngettext(one, many, count) for count in (1, 3)] == ["Не более 1 слова.", "Не более 3 слов."]
    assert Speech("ar").ngettext(one, many, 2) == "كلمتان على الأكثر."


def test_a_percent_sign_without_values_is_only_a_sign() -> None:
    assert Speech("en").gettext("100% of it") == "100% of it"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "Mon 1 Dec 2025, 13:00 (Geneva)"),
        ("fr", "lun. 1 déc. 2025, 13:00 (Genève)"),
        ("es", "lun 1 dic 2025, 13:00 (Ginebra)"),
        ("ru", "пн, 1 дек. 2025, 13:00 (Женева)"),
        ("zh", "2025年12月1日 周一 13:00 (日内瓦)"),
        ("ar", "الاثنين 1 ديسمبر 2025، 13:00 (جنيف)"),
    ],
)
def test_an_instant_is_written_at_its_place(language: str, written: str) -> None:
    assert Wording(Speech(language), lambda: NOON).when_text(NOON, "Europe/Zurich") == written


def test_words_for_time_money_and_states() -> None:
    english, arabic = (Wording(Speech(language), lambda: NOON) for language in ("en", "ar"))
    assert "3 minutes ago" in english.ago(NOON - timedelta(minutes=3))
    assert english.days(date(2025, 12, 1), date(2025, 12, 5)) == "1–5 December 2025"
    assert english.money(Money(minor=125_050, currency="CHF")) == Markup('<bdi class="money">CHF 1,250.50</bdi>')
    assert (english.country("CHE"), english.country("RUS"), english.country("XXX")) == (
        "Switzerland",
        "Russian Federation",
        "XXX",
    )
    assert arabic.country("PER") == "بيرو"
    assert english.number(None) == "–"


SOURCE = """
class RoomTaken(Refused):
    next_step = "Choose another room."
    def __init__(self, room):
        super().__init__(f"Room {room.name} is taken.", field="room_id")
class RoomClosed(RoomTaken): ...
def f(name, late):
    raise RoomClosed("The room is closed." if late else "The room is shut.", next_step="Wait " "a bit.")
    Work(title=f"Call {name}", href="/x", action="Call")
    pages.go("/x", said="Called.")
    print("not for people")
"""


def test_refusals_labels_and_sentences_with_holes_are_found() -> None:
    tree = ast.parse(SOURCE)
    assert set(in_python(tree, kinds_of("Refused", [tree]))) == {
        "Choose another room.",
        "Room {name} is taken.",
        "The room is closed.",
        "The room is shut.",
        "Wait a bit.",
        "Call {name}",
        "Call",
        "Called.",
    }


def test_a_sentence_composed_with_values_is_recognised() -> None:
    said = Speech("fr").say("There is no participant par_1.")
    assert json.dumps(said, ensure_ascii=False) == '"Il n’existe pas de participant par_1."'


def test_commands_are_read_as_sentences() -> None:
    tree = ast.parse("class RegisterParticipant(Command): ...\nclass Other: ...")
    assert [in_words(name) for name in defined_in(tree, kinds_of("Command", [tree]))] == ["Register participant"]
