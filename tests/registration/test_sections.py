"""Where the desk says the reader stands."""

import pytest

from services.registration.pages.sections import sections_of
from shared.who import Grant, Role, Who
from tests.registration.builders import a_meeting

AT = f"/registration/meetings/{a_meeting().address}"
OFFICER = Who(subject="staff:ana", name="Ana", grants=frozenset({Grant(role=Role.REGISTRATION_OFFICER)}))


@pytest.mark.parametrize(
    ("here", "group", "page"),
    [
        (AT, "Desk", ""),
        (f"{AT}/credentials-report", "Delegations", "Credentials"),
        (f"{AT}/duplicates", "People", "Reconciliation"),
        (f"{AT}/doors/setup", "Doors", ""),
        ("/registration/participants/par_1/letters", "People", "Participants"),
        ("/registration/badge-batches/bat_1", "Papers", "Badges"),
        (f"{AT}/register", "", ""),
    ],
)
def test_the_group_and_the_page_one_stands_on_are_marked(here: str, group: str, page: str) -> None:
    groups = sections_of(a_meeting(), OFFICER, here=here)

    assert "".join(one.label for one in groups if one.current) == group
    assert "".join(one.label for each in groups for one in each.pages if one.current) == page


def test_who_does_not_work_at_the_desk_is_shown_none_of_its_pages() -> None:
    assert sections_of(a_meeting(), None, here=AT) == ()
