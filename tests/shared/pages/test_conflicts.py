"""Two people edited one thing: only what differs is asked, and whoever changed a field is proposed."""

from shared.pages import Disagreement, disagreements

LABELS = {"name": "Name", "function": "Function", "role": "Role"}


def test_only_fields_that_differ_are_asked_and_whoever_changed_one_is_proposed() -> None:
    was = {"name": "Ana", "function": "", "role": "adviser"}
    theirs = {"name": "Anna", "function": "Director", "role": "head"}
    mine = {"name": "Ana Maria", "function": "", "role": "head"}
    rows = disagreements(LABELS, was=was, theirs=theirs, mine=mine)

    assert [(row.name, row.proposed) for row in rows] == [("name", "mine"), ("function", "theirs")]


def test_a_value_is_shown_in_its_words() -> None:
    row = Disagreement("role", "Role", "head", "head", "adviser", {"head": "Head of delegation"})

    assert (row.shown("head"), row.shown("adviser")) == ("Head of delegation", "adviser")
