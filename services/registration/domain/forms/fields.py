"""What a form asks: fields with their words in six languages, for whom, on which condition, within which limits."""

from enum import StrEnum

from shared.contracts.registration import Category, DelegateRole
from shared.contracts.registration.forms import CategoryDemand, Condition, Demand, FieldKind, Limits, Option, Wording
from shared.values import Value

CHOSEN = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
UPLOADED = frozenset({FieldKind.FILE, FieldKind.PHOTO})
PHONE_ID = "phone_number"
"""The one field of a form that asks for a telephone number: its answer is kept with the personal data."""

DECIDING = CHOSEN | {FieldKind.YES_NO}
"""Kinds that another field can depend on."""

YES, NO = "yes", "no"


class Home(StrEnum):
    """Where an answer lives: with the participant, among the answers, or encrypted with the personal data (R9)."""

    PARTICIPANT = "participant"
    ANSWERS = "answers"
    PERSONAL = "personal"


NOTHING = Wording(en="")


class FormField(Value):
    """One field of a form; `approved` marks data that only the desk changes once a person is approved."""

    field_id: str
    kind: FieldKind
    label: Wording
    help: Wording = NOTHING
    options: tuple[Option, ...] = ()
    demand: Demand = Demand.OPTIONAL
    demands: tuple[CategoryDemand, ...] = ()
    roles: tuple[DelegateRole, ...] = ()
    only_if: Condition | None = None
    limits: Limits = Limits()
    home: Home = Home.ANSWERS
    approved: bool = False
    fixed: bool = False

    def demand_of(self, category: Category | None) -> Demand:
        """Return how much this field is asked of a category."""
        own = {one.category: one.demand for one in self.demands}
        return own.get(category, self.demand) if category else self.demand

    def asks(self, category: Category | None, role: DelegateRole | None) -> bool:
        """Tell whether people of this category and role are asked at all."""
        for_role = not self.roles or role is None or role in self.roles
        return for_role and self.demand_of(category) is not Demand.HIDDEN

    @property
    def is_of_the_house(self) -> bool:
        """Tell whether the house itself says what can be chosen: role, language, gender."""
        return self.home is Home.PARTICIPANT

    @property
    def values(self) -> tuple[str, ...]:
        """The values that can be chosen, which another field can depend on."""
        if self.field_id == "role":
            return tuple(DelegateRole)
        said = {FieldKind.YES_NO: (YES, NO), FieldKind.CONSENT: (YES,)}
        return said.get(self.kind) or tuple(one.value for one in self.options)
