"""Words by which things are found: whatever the case, the accents and the script."""

import pytest

from shared.words import LONGEST, MOST_WORDS, SHORT, asked_words, folded, with_beginnings, words_of


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("Chea Sophéa", "sophea"),
        ("Chea Sophea", "SOPHÉA ch"),
        ("Jean-Pierre O'Brien", "jean pierre"),
        ("Jean-Pierre O'Brien", "obri"),
        ("Иванов Сергей", "серг ИВАН"),
        ("أحمد محمد", "احمد"),
        ("王小明", "小明"),
        ("김철수", "철수"),
        ("ประยุทธ์ จันทร์โอชา", "จันทร์"),
        ("jeanne@mission.example", "jeanne@"),
        ("jeanne.petit@mission.example", "jeanne.petit@mis"),
        ("jeanne.petit@mission.example", "@mission.example"),
        ("jeanne.petit@mission.example", "petit"),
    ],
)
def test_whoever_types_the_beginnings_of_words_finds(kept: str, typed: str) -> None:
    words = words_of(kept)

    assert asked_words(typed)
    assert all(any(word.startswith(one) for word in words) for one in asked_words(typed))


def test_what_stands_inside_a_word_is_not_its_beginning() -> None:
    assert not any(word.startswith("ophea") for word in words_of("Chea Sophéa"))


def test_signs_alone_ask_for_nothing() -> None:
    assert asked_words(" - . ' ") == ()


def test_a_name_of_any_length_has_so_many_words_and_none_longer_than_a_line() -> None:
    words = words_of(" ".join(f"word{number}" for number in range(1_000)), "x" * 10_000)

    assert len(words) == MOST_WORDS
    assert max(len(word) for word in asked_words("x" * 10_000)) == LONGEST


def test_two_spellings_of_one_name_fold_alike() -> None:
    assert folded("  SOPHÉA   Chea ") == folded("sophéa chea") == "sophea chea"


def test_two_letters_typed_are_a_word_that_is_kept() -> None:
    kept = with_beginnings(words_of("王小明", "Ana de Souza", "x@y.example"))

    assert {one for typed in ("an", "de", "so", "ex", "王小", "x@") for one in asked_words(typed)} <= set(kept)
    assert len(kept) == len(set(kept))
    assert {len(word[:SHORT]) for word in kept if word not in words_of("王小明", "Ana de Souza", "x@y.example")} == {
        SHORT
    }
