"""Forms: which fields are shown for these answers, what is not right with them, how a draft becomes a version."""

from datetime import UTC, datetime

import pytest

from services.registration.domain.forms import (
    STANDARD,
    AnswersIncomplete,
    ConditionImpossible,
    FieldFixed,
    FieldNeeded,
    FormField,
    LabelMissing,
    LimitsCrossed,
    NameUnclear,
    OptionsMissing,
    PublishedAlready,
    RegistrationClosed,
    SameForm,
    check_answers,
    given_of,
    shown_fields,
    sound_name,
    standard_form,
)
from services.registration.domain.forms.fields import Home
from shared.contracts.registration import Category, DelegateRole
from shared.contracts.registration.forms import (
    AfterDeadline,
    CategoryDemand,
    Condition,
    Demand,
    FieldKind,
    Limits,
    Wording,
)
from shared.errors import Refused
from tests.registration.builders import MEETING_ID
from tests.registration.form_builders import HER, WHEELCHAIR, a_field, a_form, options

AT = datetime(2025, 10, 1, 9, 0, tzinfo=UTC)


def reasons(field: FormField, *values: str) -> list[str]:
    found = check_answers((field,), {field.field_id: values}, category=None, role=None)
    return [one.reason for one in found.concerns]


def test_a_field_is_shown_when_its_condition_is_met() -> None:
    form = (a_field("help", kind=FieldKind.YES_NO), WHEELCHAIR)

    hidden = shown_fields(form, {"help": ("no",)}, category=None, role=None)
    shown = shown_fields(form, {"help": ("yes",)}, category=None, role=None)

    assert [one.field_id for one in hidden] == ["help"]
    assert [one.field_id for one in shown] == ["help", "wheelchair"]


def test_what_depends_on_a_hidden_field_is_hidden_with_it() -> None:
    third = a_field("ramp", only_if=Condition(field_id="wheelchair", values=("own",)))
    form = (a_field("help", kind=FieldKind.YES_NO), WHEELCHAIR, third)

    shown = shown_fields(form, {"help": ("no",), "wheelchair": ("own",)}, category=None, role=None)

    assert [one.field_id for one in shown] == ["help"]


def test_an_answer_to_a_hidden_field_is_left_out() -> None:
    form = (a_field("help", kind=FieldKind.YES_NO), WHEELCHAIR)

    checked = check_answers(form, {"help": ("no",), "wheelchair": ("own",)}, category=None, role=None)

    assert given_of(checked.answers) == {"help": ("no",)}


def test_a_category_and_a_role_have_their_own_questions() -> None:
    for_states = CategoryDemand(category=Category.STATE_PARTY, demand=Demand.REQUIRED)
    visa = a_field("visa", demand=Demand.HIDDEN, demands=(for_states,))
    heads = a_field("motorcade", roles=(DelegateRole.HEAD,))

    state = shown_fields((visa, heads), {}, category=Category.STATE_PARTY, role=DelegateRole.ADVISER)
    other = shown_fields((visa, heads), {}, category=Category.OTHER_ORGANISATION, role=DelegateRole.HEAD)
    missing = check_answers((visa,), {}, category=Category.STATE_PARTY, role=None)

    assert [one.field_id for one in state] == ["visa"]
    assert [one.field_id for one in other] == ["motorcade"]
    assert [one.reason for one in missing.concerns] == ["Fill this in."]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        (a_field(demand=Demand.REQUIRED), "\u200f ", "Fill this in."),
        (a_field(), "x" * 10_000, "This is too long."),
        (a_field(limits=Limits(least=3)), "ab", "This is too short."),
        (a_field(kind=FieldKind.LONG_TEXT, limits=Limits(most=2)), "one two three", "This is too long."),
        (a_field(kind=FieldKind.LONG_TEXT), "x" * 20_001, "This is too long."),
        (a_field(kind=FieldKind.CHOICE, options=options("a", "b")), "c", "Choose one of the values offered."),
        (a_field(kind=FieldKind.YES_NO), "perhaps", "Choose one of the values offered."),
        (a_field(kind=FieldKind.DATE), "31.12.2025", "Write a date such as 2025-12-01."),
        (a_field(kind=FieldKind.NUMBER), "three", "Write a number in figures."),
        (a_field(kind=FieldKind.NUMBER), "NaN", "Write a number in figures."),
        (a_field(kind=FieldKind.NUMBER, limits=Limits(least=2)), "1.5", "This is too small."),
        (a_field(kind=FieldKind.NUMBER, limits=Limits(most=2)), "3", "This is too large."),
        (a_field(kind=FieldKind.PHONE), "+41 22", "Write a telephone number such as +41 22 917 12 34."),
        (a_field(kind=FieldKind.PHONE), "call the office", "Write a telephone number such as +41 22 917 12 34."),
        (a_field(kind=FieldKind.COUNTRY), "XXX", "There is no such State. Choose one of the list."),
    ],
)
def test_what_is_not_right_with_a_field_is_said(field: FormField, value: str, reason: str) -> None:
    assert reasons(field, value) == [reason]


def test_several_choices_are_counted() -> None:
    field = a_field(kind=FieldKind.CHOICES, options=options("a", "b", "c"), limits=Limits(least=2, most=2))

    assert [reasons(field, *values) for values in (("a",), ("a", "b"), ("a", "b", "c"))] == [
        ["Choose more of them."],
        [],
        ["These are too many."],
    ]


def test_one_answer_is_given_where_one_is_asked_for() -> None:
    assert reasons(a_field(), "a", "b") == ["Give one answer here."]


def test_every_field_that_is_not_right_is_named_at_once() -> None:
    form = a_form(a_field("diet", demand=Demand.REQUIRED))

    with pytest.raises(AnswersIncomplete) as refused:
        form.checked({**HER, "full_name": ()}, category=None, role=DelegateRole.HEAD)

    assert refused.value.concerns == (("full_name", "Fill this in."), ("answers.diet", "Fill this in."))


def test_the_standard_form_asks_what_is_always_asked() -> None:
    checked = standard_form(MEETING_ID).checked(HER, category=Category.STATE_PARTY, role=DelegateRole.HEAD)

    assert (checked.at(Home.ANSWERS, STANDARD), checked.at(Home.PERSONAL, STANDARD)) == ((), ())


def test_a_published_form_is_changed_by_a_new_version() -> None:
    first, one = standard_form(MEETING_ID).put(a_field("diet")).publish(at=AT)
    second, two = first.remove("diet").publish(at=AT)

    assert (one.number, two.number, second.number) == (1, 2, 2)
    assert one.form_version_id == "frm_apmbc-22msp_v1"
    assert [one.fields[-1].field_id, two.fields[-1].field_id] == ["diet", "photo"]


def test_a_draft_is_not_published_twice() -> None:
    published, _ = standard_form(MEETING_ID).publish(at=AT)

    with pytest.raises(PublishedAlready):
        published.publish(at=AT)


def test_a_field_moves_but_stays_behind_what_it_depends_on() -> None:
    form = standard_form(MEETING_ID).put(a_field("help", kind=FieldKind.YES_NO)).put(WHEELCHAIR)

    assert [one.field_id for one in form.put(a_field("last")).move("last", by=-2).draft][-3:] == [
        "last",
        "help",
        "wheelchair",
    ]
    with pytest.raises(ConditionImpossible):
        form.move("wheelchair", by=-1)


@pytest.mark.parametrize(
    ("field", "refusal"),
    [
        (a_field(label=Wording()), LabelMissing),
        (a_field(kind=FieldKind.CHOICE, options=options("one")), OptionsMissing),
        (a_field(limits=Limits(least=3, most=2)), LimitsCrossed),
        (a_field(only_if=Condition(field_id="nowhere", values=("yes",))), ConditionImpossible),
        (a_field(only_if=Condition(field_id="role", values=("emperor",))), ConditionImpossible),
        (STANDARD[0].model_copy(update={"demand": Demand.OPTIONAL}), FieldFixed),
    ],
)
def test_a_field_that_cannot_work_is_refused(field: FormField, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        standard_form(MEETING_ID).put(field)


def test_a_fixed_field_keeps_all_but_its_words() -> None:
    words = Wording(en="Name", fr="Nom")
    named = STANDARD[0].model_copy(update={"label": words, "kind": FieldKind.NUMBER})

    assert standard_form(MEETING_ID).put(named).field("full_name") == STANDARD[0].model_copy(update={"label": words})


def test_a_field_that_is_needed_is_not_removed() -> None:
    form = standard_form(MEETING_ID).put(a_field("help", kind=FieldKind.YES_NO)).put(WHEELCHAIR)

    with pytest.raises(FieldNeeded):
        form.remove("help")
    with pytest.raises(FieldFixed):
        form.remove("email")
    assert form.remove("wheelchair").remove("help").draft == STANDARD


def test_a_form_is_taken_over_from_another_meeting() -> None:
    other = a_form(a_field("diet"), meeting_id="mtg_apmbc-21msp", after_deadline=AfterDeadline.CLOSED)
    taken = standard_form(MEETING_ID).take_over(other)

    assert (taken.draft, taken.fields, taken.after_deadline) == (other.fields, STANDARD, AfterDeadline.CLOSED)
    with pytest.raises(SameForm):
        taken.take_over(taken)


def test_a_meeting_takes_the_late_or_is_closed_and_an_officer_always_can() -> None:
    """R8: late but accepted is the rule; a meeting may close instead."""
    accepting, closed = a_form(), a_form(after_deadline=AfterDeadline.CLOSED)

    accepting.must_take(late=True, by_officer=False)
    closed.must_take(late=False, by_officer=False)
    closed.must_take(late=True, by_officer=True)
    with pytest.raises(RegistrationClosed):
        closed.must_take(late=True, by_officer=False)


@pytest.mark.parametrize("name", ["José  Müller", "\u200fفاطمة الزهراء\u200f", "O'Neill-Sørensen, Jr.", "李 小龙"])
def test_a_name_is_kept_in_its_own_script(name: str) -> None:
    assert sound_name(name) == " ".join(name.replace("\u200f", "").split())


@pytest.mark.parametrize("name", ["Ana \u202edrahciR", "\u2067Ana", "Ana 🎉", "12345", "\u200b\u200e", "An\x07a"])
def test_a_name_that_nobody_can_read_out_is_refused(name: str) -> None:
    with pytest.raises(NameUnclear) as refused:
        sound_name(name)

    assert refused.value.field == "full_name"
