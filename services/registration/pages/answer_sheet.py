"""The answers to a form as a table: one person a row, one field a column, filtered by what can be chosen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from fastapi import Request

from services.registration.domain.follow_ups import FollowUp, FollowUpAnswer
from services.registration.domain.forms import FormField, given_of
from services.registration.pages.form_fields import Reader, answer_in_words, choices_of
from shared.contracts.registration.forms import FieldKind
from shared.pages import Column, Filter, Listing, ListPlan, msg, read_listing

FILTERED = frozenset({FieldKind.CHOICE, FieldKind.YES_NO})


@dataclass(frozen=True)
class AnswerSheet:
    """How the answers to one form are shown to one reader."""

    follow_up: FollowUp
    fields: Sequence[FormField]
    reader: Reader
    zone: ZoneInfo

    def listing(self, request: Request) -> Listing:
        """Return what the address asks for."""
        columns = [Column("full_name", "Name", sorts=True), Column("delegation", "Delegation", sorts=True)]
        columns += [Column("place", "Place"), Column("given", "Answered")]
        columns += [Column(one.field_id, self._label(one), sorts=True) for one in self.fields]
        filters = [
            Filter(one.field_id, self._label(one), tuple(choices_of(one, self.reader)))
            for one in self.fields
            if one.kind in FILTERED
        ]
        plan = ListPlan(columns=columns, filters=filters, order="full_name")
        return read_listing(request.url.path, request.query_params.multi_items(), plan=plan)

    @property
    def values(self) -> Mapping[str, Callable[[FollowUpAnswer], str]]:
        """What rows are filtered and sorted by."""
        return {
            "full_name": lambda one: one.full_name,
            "delegation": lambda one: self.reader.speech.place(one.delegation),
            **{field.field_id: _first_of(field.field_id) for field in self.fields},
        }

    def cells(self, one: FollowUpAnswer) -> tuple[str, ...]:
        """Return a row: who, which place, when by the venue's clock, and each answer in words."""
        given, at = given_of(one.answers), one.given_at.astimezone(self.zone).strftime("%Y-%m-%d %H:%M")
        answers = [answer_in_words(field, given.get(field.field_id, ()), self.reader) for field in self.fields]
        return (one.full_name, self.reader.speech.named(one.delegation), self._place(one), at, *answers)

    def _place(self, one: FollowUpAnswer) -> str:
        if not one.comes:
            return self.reader.speech.say(msg("does not come"))
        place = self.follow_up.place_of(one.participant_id)
        return "" if place is None else f"{place}." if place else self.reader.speech.say(msg("yes"))

    def _label(self, field: FormField) -> str:
        return field.label.said(self.reader.speech.language)


def _first_of(field_id: str) -> Callable[[FollowUpAnswer], str]:
    """Return what reads one answer of a row."""
    return lambda one: next(iter(given_of(one.answers).get(field_id, ())), "")
