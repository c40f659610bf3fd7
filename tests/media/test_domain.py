"""The rules of texts, clearances, embargoes and advisories (P1-P6)."""

from datetime import date, timedelta

import pytest

from services.media.domain import advisory, clearing, copies, drafting, press, publishing
from services.media.domain.boilerplate import boilerplate_on
from services.media.domain.refusals import (
    AnotherTextVersion,
    EmbargoInThePast,
    LanguageMissing,
    NotAPrincipal,
    NotCleared,
    NotInThisState,
    UnderEmbargo,
)
from services.media.domain.release import ChangeRequest, Status, text_in
from shared.contracts.media import ReleaseCleared, ReleasePublished, ReleaseWithdrawn
from tests.media.builders import (
    EMBARGO,
    NOW,
    a_clearance,
    a_cleared_release,
    a_content,
    a_journalist,
    a_meeting_copy,
    a_release,
    a_side_event_cancelled,
    a_side_event_moved,
    a_side_event_published,
    a_text,
)


def test_a_release_needs_everyone_it_speaks_for_or_quotes() -> None:
    """P2."""
    assert a_release().principals == ("president", "state:KHM")


def test_an_edit_makes_a_new_version_that_nobody_cleared() -> None:
    """P1."""
    edited = drafting.edit(a_cleared_release(), a_content(a_text("Another headline")), seen=1, now=NOW)

    assert (edited.status, edited.text_version, edited.missing_clearances) == (
        Status.DRAFTED,
        2,
        ("president", "state:KHM"),
    )
    assert edited.text_clearances == a_cleared_release().text_clearances


def test_an_edit_of_a_text_somebody_else_changed_is_refused() -> None:
    with pytest.raises(AnotherTextVersion):
        drafting.edit(a_release(text_version=2), a_content(), seen=1, now=NOW)


def test_a_published_release_is_corrected_not_edited() -> None:
    """P5."""
    with pytest.raises(NotInThisState):
        drafting.edit(a_release(status=Status.PUBLISHED), a_content(), seen=1, now=NOW)


def test_two_texts_in_one_language_are_refused() -> None:
    with pytest.raises(LanguageMissing):
        drafting.edit(a_release(), a_content(a_text(), a_text()), seen=1, now=NOW)


def test_clearance_is_not_asked_before_every_required_language_is_written() -> None:
    release = a_release(content=a_content(required_languages=("en", "fr")))
    with pytest.raises(LanguageMissing):
        clearing.request(release, answer_to=None, now=NOW)


def test_the_last_principal_makes_the_release_cleared() -> None:
    asked = a_release(status=Status.CLEARANCE_REQUESTED, text_clearances=(a_clearance("president"),))

    cleared, *facts = clearing.clear(asked, "state:KHM", text_version=1, by="Amb. Sok", now=NOW)

    assert cleared.status is Status.CLEARED
    assert facts == [ReleaseCleared(release_id="rel_1", text_version=1, version=2)]


def test_one_of_two_clearances_is_not_enough() -> None:
    asked = a_release(status=Status.CLEARANCE_REQUESTED)

    cleared, *facts = clearing.clear(asked, "president", text_version=1, by="Amb. Sato", now=NOW)

    assert (cleared.status, cleared.missing_clearances, facts) == (Status.CLEARANCE_REQUESTED, ("state:KHM",), [])


def test_a_clearance_of_another_version_is_refused() -> None:
    """P1."""
    asked = a_release(status=Status.CLEARANCE_REQUESTED, text_version=2)
    with pytest.raises(AnotherTextVersion):
        clearing.clear(asked, "president", text_version=1, by="Amb. Sato", now=NOW)


def test_nobody_clears_a_text_that_does_not_speak_for_them() -> None:
    asked = a_release(status=Status.CLEARANCE_REQUESTED)
    with pytest.raises(NotAPrincipal):
        clearing.clear(asked, "state:MOZ", text_version=1, by="Amb. Nhavane", now=NOW)


def test_a_clearance_can_be_taken_back_by_asking_for_changes() -> None:
    release = a_cleared_release()

    wish = ChangeRequest(principal="president", by="Amb. Sato", at=NOW, text_version=1, reason="Name the donors.")
    back = clearing.request_changes(release, wish)

    assert (back.status, back.missing_clearances) == (Status.DRAFTED, ("president",))


@pytest.mark.parametrize("status", [Status.DRAFTED, Status.CLEARANCE_REQUESTED])
def test_nothing_is_scheduled_uncleared(status: Status) -> None:
    with pytest.raises(NotCleared):
        publishing.schedule(a_cleared_release().model_copy(update={"status": status}), EMBARGO, zone="UTC", now=NOW)


def test_a_state_that_claims_to_be_cleared_is_checked_against_the_clearances() -> None:
    """P1: the state alone is not believed."""
    with pytest.raises(NotCleared):
        publishing.publish(a_release(status=Status.SCHEDULED), NOW)


def test_an_embargo_lies_ahead() -> None:
    with pytest.raises(EmbargoInThePast):
        publishing.schedule(a_cleared_release(), NOW, zone="UTC", now=NOW)


def test_nothing_goes_out_a_moment_early() -> None:
    """P4."""
    scheduled = publishing.schedule(a_cleared_release(), EMBARGO, zone="Europe/Zurich", now=NOW)
    with pytest.raises(UnderEmbargo):
        publishing.publish(scheduled, EMBARGO - timedelta(microseconds=1))


def test_a_release_goes_out_at_its_instant() -> None:
    scheduled = publishing.schedule(a_cleared_release(), EMBARGO, zone="Europe/Zurich", now=NOW)

    published, fact = publishing.publish(scheduled, EMBARGO)

    assert published.status is Status.PUBLISHED
    assert published.latest
    assert published.latest.content == scheduled.content
    assert fact == ReleasePublished(
        release_id="rel_1", text_version=1, headline=scheduled.headline, published_at=EMBARGO, version=3
    )


def test_a_correction_keeps_the_edition_that_is_out() -> None:
    """P5."""
    published, _ = publishing.publish(a_cleared_release(), NOW)

    corrected = drafting.correct(
        published, a_content(a_text("Corrected")), reason="The date was wrong.", seen=1, now=NOW
    )

    assert (corrected.status, corrected.text_version, corrected.editions) == (Status.DRAFTED, 2, published.editions)


def test_a_withdrawn_release_keeps_its_editions() -> None:
    published, _ = publishing.publish(a_cleared_release(), NOW)

    withdrawn, fact = publishing.withdraw(published, reason="Sent in error.", now=NOW)

    assert (withdrawn.status, withdrawn.editions) == (Status.WITHDRAWN, published.editions)
    assert fact == ReleaseWithdrawn(release_id="rel_1", text_version=1, reason="Sent in error.", version=3)


def test_the_boilerplate_is_that_of_the_day() -> None:
    """P6."""
    assert "166 States" in boilerplate_on(date(2025, 12, 1))
    assert "163 States" in boilerplate_on(date(2025, 12, 27))
    assert boilerplate_on(date(1990, 1, 1)) == boilerplate_on(date(2000, 1, 1))


def test_an_edit_brings_our_boilerplate_up_to_date_and_leaves_others_alone() -> None:
    old, own = boilerplate_on(date(2016, 5, 1)), "About the host country."
    content = a_content(a_text(boilerplate=old), a_text(language="fr", boilerplate=own))

    edited = drafting.edit(a_release(), content, seen=1, now=NOW)

    assert [text.boilerplate for text in edited.content.texts] == [boilerplate_on(NOW.date()), own]


def test_a_text_is_read_in_ones_language_else_in_english() -> None:
    content = a_content(a_text("Titre", language="fr"), a_text("Title", language="en"))

    assert [text_in(content, language).headline for language in ("fr", "en", "ru")] == ["Titre", "Title", "Title"]


def test_an_advisory_says_what_when_who_where_and_why() -> None:
    """Domain 5.2; the time is the venue's (E8)."""
    event = copies.side_event_copy(a_side_event_published(), None)

    release = advisory.advise(event, a_meeting_copy(), now=NOW)

    assert release.content.texts[0].body.split("\n\n") == [
        "What: Clearing the last mined areas. Lessons from thirty years.",
        "When: Tuesday 2 December 2025, 13:00-15:00 (Geneva time)",
        "Who: Cambodia, GICHD",
        "Where: Room XXIII, Palais des Nations, Geneva",
        "Why: Clearance.",
        "The side event takes place on the margin of the Twenty-Second Meeting of the States Parties.",
    ]


def test_an_advisory_follows_its_side_event_and_keeps_what_people_wrote() -> None:
    published = copies.side_event_copy(a_side_event_published(), None)
    release = advisory.advise(published, a_meeting_copy(), now=NOW)
    by_hand = a_text("Come and see", body=release.content.texts[0].body + "\n\nPhotographers are welcome.")
    release = drafting.edit(release, a_content(by_hand), seen=1, now=NOW)

    moved = copies.side_event_copy(a_side_event_moved(), published)
    followed = advisory.follow(release, moved, a_meeting_copy(), now=NOW)

    body = followed.content.texts[0].body
    assert "When: Wednesday 3 December 2025, 13:00-15:00 (Geneva time)" in body
    assert "Where: Room XXIV, Palais des Nations, Geneva" in body
    assert body.endswith("Photographers are welcome.")
    assert (followed.status, followed.text_version, followed.headline) == (Status.DRAFTED, 3, "Come and see")


def test_a_cancelled_side_event_marks_its_advisory() -> None:
    published = copies.side_event_copy(a_side_event_published(), None)
    release = advisory.advise(published, a_meeting_copy(), now=NOW)

    cancelled = copies.side_event_copy(a_side_event_cancelled(), published)
    followed = advisory.follow(release, cancelled, a_meeting_copy(), now=NOW)

    assert followed.headline == "Cancelled: Media advisory: Clearing the last mined areas"
    assert "Where: Room XXIII, Palais des Nations, Geneva" in followed.content.texts[0].body


def test_older_news_of_a_side_event_changes_nothing() -> None:
    moved = copies.side_event_copy(a_side_event_moved(), None)

    assert copies.side_event_copy(a_side_event_published(), moved) == moved


def test_only_a_confirmed_journalist_with_access_reads_early() -> None:
    """P3."""
    scheduled = publishing.schedule(a_cleared_release(), EMBARGO, zone="UTC", now=NOW)
    trusted = a_journalist(embargo_access=True)

    assert press.may_read_early(trusted, scheduled, now=NOW)
    assert not press.may_read_early(a_journalist(), scheduled, now=NOW)
    assert not press.may_read_early(trusted, a_cleared_release(embargo_until=EMBARGO), now=NOW)
    assert not press.may_read_early(press.unsubscribe(trusted, NOW), scheduled, now=NOW)


def test_an_edition_is_mailed_in_shares() -> None:
    recipients = [f"jou_{number}" for number in range(250)]

    shares = press.mailings("rel_1", 1, recipients, now=NOW)

    assert [(one.mailing_id, len(one.journalist_ids)) for one in shares] == [
        ("rel_1-1-0000", 100),
        ("rel_1-1-0001", 100),
        ("rel_1-1-0002", 50),
    ]
