"""From what an officer typed about a field to the command that puts it, and back."""

from collections.abc import Sequence

from services.registration.commands.forms import PutField
from services.registration.domain import slug
from services.registration.domain.forms import FormField
from shared.contracts.registration import Category
from shared.contracts.registration.forms import CategoryDemand, Condition, Demand, Option, Wording
from shared.errors import Refused
from shared.pages import LANGUAGES, Form


class TwoConditions(Refused):
    """A field would be shown depending on two others."""

    next_step = "Tick values of one field only."


def field_typed(form: Form, form_id: str, *, known: FormField | None) -> PutField:
    """Return the command that puts the field of this form."""
    demands = tuple(
        CategoryDemand(category=one, demand=Demand(form.text(f"demands.{one}")))
        for one in Category
        if form.text(f"demands.{one}") in set(Demand)
    )
    given: dict[str, object] = {"form_id": form_id, "demands": demands, "only_if": _condition(form)}
    if known:
        given |= {"field_id": known.field_id, "kind": known.kind, "demand": form.text("demand") or known.demand}
    return form.command(PutField, options=_options(form, known.options if known else ()), **given)


def typed_of(field: FormField) -> Form:
    """Return a field as its form shows it."""
    values: dict[str, object] = {
        "kind": field.kind.value,
        "demand": field.demand.value,
        "roles": [one.value for one in field.roles],
        "limits.least": field.limits.least,
        "limits.most": field.limits.most,
        "approved": field.approved,
    }
    for language in LANGUAGES:
        values[f"label.{language}"] = getattr(field.label, language)
        values[f"help.{language}"] = getattr(field.help, language)
        values[f"options.{language}"] = "\n".join(getattr(one.label, language) for one in field.options).rstrip("\n")
    values |= {f"demands.{one.category}": one.demand.value for one in field.demands}
    if field.only_if:
        values["only_if"] = [f"{field.only_if.field_id}={value}" for value in field.only_if.values]
    return Form.of(**values)


def _condition(form: Form) -> Condition | None:
    pairs = [one.partition("=") for one in form.all("only_if") if one]
    if len({name for name, _, _ in pairs}) > 1:
        raise TwoConditions("The values ticked belong to different fields.", field="only_if")
    return Condition(field_id=pairs[0][0], values=tuple(value for _, _, value in pairs)) if pairs else None


def _options(form: Form, known: Sequence[Option]) -> tuple[Option, ...]:
    """Return one option a line; an option keeps its value when only its words change."""
    lines = {language: _lines(form.text(f"options.{language}")) for language in LANGUAGES}
    english, options = lines["en"], list[Option]()
    for index, label in enumerate(english):
        words = {language: own[index] for language, own in lines.items() if index < len(own)}
        value = _value(label, index, known if len(known) == len(english) else ())
        taken = {one.value for one in options}
        value = next(one for one in (value, *(f"{value}_{n}" for n in range(2, 300))) if one not in taken)
        options.append(Option(value=value, label=Wording.model_validate(words)))
    return tuple(options)


def _lines(text: str) -> list[str]:
    return [one.strip() for one in text.splitlines()[:200]] if text.strip() else []


def _value(label: str, index: int, known: Sequence[Option]) -> str:
    same = next((one.value for one in known if one.label.en == label), "")
    at_its_place = known[index].value if known else ""
    return same or at_its_place or slug(label).replace("-", "_")[:60] or f"option_{index + 1}"
