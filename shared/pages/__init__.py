"""The pages of Plenary: layout, components, lists, forms, live updates and the six languages. See README.md here."""

from shared.pages.conflicts import Disagreement, disagreements
from shared.pages.exports import Table, csv_answer, download, table_answer, xlsx_answer
from shared.pages.files import static_app
from shared.pages.forms import FieldError, Form, Invalid, read_form
from shared.pages.house import MeetingCard, MeetingsView, house_routes
from shared.pages.keyset import keyset
from shared.pages.kit import Pages
from shared.pages.languages import LANGUAGES, Speech, in_words, msg
from shared.pages.lists import Column, Filter, Listing, ListPlan, Shown, read_listing, select
from shared.pages.live import LiveHub, live_routes
from shared.pages.parts import Bar, Choice, Curve, Day, Due, Fact, Happening, Part, State, Step, Tile, Work

__all__ = [
    "LANGUAGES",
    "Bar",
    "Choice",
    "Column",
    "Curve",
    "Day",
    "Disagreement",
    "Due",
    "Fact",
    "FieldError",
    "Filter",
    "Form",
    "Happening",
    "Invalid",
    "ListPlan",
    "Listing",
    "LiveHub",
    "MeetingCard",
    "MeetingsView",
    "Pages",
    "Part",
    "Shown",
    "Speech",
    "State",
    "Step",
    "Table",
    "Tile",
    "Work",
    "csv_answer",
    "disagreements",
    "download",
    "house_routes",
    "in_words",
    "keyset",
    "live_routes",
    "msg",
    "read_form",
    "read_listing",
    "select",
    "static_app",
    "table_answer",
    "xlsx_answer",
]
