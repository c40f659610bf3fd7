"""The rules of badges: from approval to withdrawal, and what a door says to each (domain 2.4)."""

from collections.abc import Callable
from datetime import date

import pytest

from services.registration.domain import AlreadyWithdrawn
from services.registration.domain.access import AccessRule, Zone, ZoneUnknown, usual_plan
from services.registration.domain.badge_holders import StandingBadge
from services.registration.domain.badge_tokens import (
    TokenFacts,
    Verdict,
    facts_of,
    judge,
    judge_alone,
    judge_badge,
    read_facts,
    written,
)
from services.registration.domain.badges import (
    Badge,
    BadgeOutdated,
    BadgeOutOfOrder,
    BadgeState,
    HolderKind,
    IdentityNotChecked,
    issue,
)
from services.registration.domain.holders import holder_of
from services.registration.gateways import BadgeSigner
from shared.contracts.registration import BadgeCategory, BadgeIssuer, BadgeLoss, BadgeRevoked, Category, DelegateRole
from tests.registration.badge_builders import (
    FRIDAY,
    MONDAY,
    a_badge,
    a_badge_in_hand,
    a_gate,
    a_holder,
    an_access,
)
from tests.registration.builders import MEETING_ID, NOTED_AT, a_meeting, a_participant

SIGNER = BadgeSigner.from_secrets("the secret of this meeting, the secret of the last one")
OTHER = BadgeSigner.from_secrets("the secret of somebody else")
CODE = "APMBC-22MSP"


def test_a_badge_goes_from_approved_over_printed_to_collected() -> None:
    printed = a_badge().print(at=NOTED_AT)
    collected = printed.collect(identity_checked=True, at=NOTED_AT)

    assert [one.state for one in (a_badge(), printed, collected)] == ["approved", "ready", "collected"]
    assert collected.take_back(at=NOTED_AT).state is BadgeState.READY


def test_a_badge_is_handed_over_against_a_photo_identity_document_only() -> None:
    with pytest.raises(IdentityNotChecked):
        a_badge(state=BadgeState.READY).collect(identity_checked=False, at=NOTED_AT)


def test_a_lost_badge_is_revoked_and_can_be_found_again() -> None:
    lost, revoked = a_badge_in_hand().lose("In the tram", at=NOTED_AT)

    assert (lost.state, lost.reason) == (BadgeState.LOST, "In the tram")
    assert revoked == BadgeRevoked(badge_id="bdg_0", meeting_id=MEETING_ID, serial=1, because=BadgeLoss.LOST, version=4)
    assert lost.recover(at=NOTED_AT).state is BadgeState.COLLECTED


def test_a_reissued_badge_has_the_next_serial_number_and_revokes_the_one_before() -> None:
    lost, _ = a_badge_in_hand().lose("", at=NOTED_AT)
    again, revoked = lost.reissue("Lost in the tram", at=NOTED_AT)

    assert (again.state, again.serial, again.printed_at) == (BadgeState.APPROVED, 2, None)
    assert (revoked.serial, revoked.because) == (1, BadgeLoss.REPLACED)


def test_a_withdrawn_badge_comes_back_under_a_new_number_if_it_was_on_paper() -> None:
    on_paper, _ = a_badge_in_hand().withdraw("Recalled", at=NOTED_AT)
    never_printed, _ = a_badge().withdraw("Recalled", at=NOTED_AT)

    assert (on_paper.live, never_printed.live) == (False, False)
    assert on_paper.reinstate(at=NOTED_AT).serial == 2
    assert never_printed.reinstate(at=NOTED_AT).serial == 1
    with pytest.raises(AlreadyWithdrawn):
        on_paper.withdraw("", at=NOTED_AT)


@pytest.mark.parametrize(
    "step",
    [
        lambda: a_badge().collect(identity_checked=True, at=NOTED_AT),
        lambda: a_badge().lose("", at=NOTED_AT),
        lambda: a_badge().reissue("", at=NOTED_AT),
        lambda: a_badge().recover(at=NOTED_AT),
        lambda: a_badge().approve(at=NOTED_AT),
        lambda: a_badge_in_hand().print(at=NOTED_AT),
        lambda: a_badge_in_hand().reinstate(at=NOTED_AT),
        lambda: a_badge(state=BadgeState.NOT_NEEDED).print(at=NOTED_AT),
    ],
)
def test_a_step_out_of_order_is_refused(step: Callable[[], object]) -> None:
    with pytest.raises(BadgeOutOfOrder):
        step()


def test_who_has_a_badge_of_the_building_needs_none() -> None:
    """Domain 2.1: a standing badge removes track 2."""
    badge = issue(a_holder(standing=True), an_access(), badge_id="bdg_0", at=NOTED_AT)

    assert badge.state is BadgeState.NOT_NEEDED
    gone = badge.follow(a_holder(), an_access(), at=NOTED_AT)
    assert gone is not None
    assert gone.state is BadgeState.APPROVED


def test_a_change_of_name_makes_a_printed_badge_outdated_and_an_unprinted_one_follow() -> None:
    married = a_holder(name="Ichikawa-Sato Tomiko")
    approved = a_badge().follow(married, an_access(), at=NOTED_AT)
    printed = a_badge(state=BadgeState.READY).follow(married, an_access(), at=NOTED_AT)

    assert approved is not None
    assert printed is not None
    assert (approved.name, approved.outdated) == ("Ichikawa-Sato Tomiko", False)
    assert (printed.name, printed.outdated) == ("Ichikawa-Sato Tomiko", True)
    with pytest.raises(BadgeOutdated):
        printed.collect(identity_checked=True, at=NOTED_AT)
    assert a_badge().follow(a_holder(), an_access(), at=NOTED_AT) is None


@pytest.mark.parametrize(
    ("role", "category", "expected"),
    [
        (DelegateRole.HEAD, Category.STATE_PARTY, BadgeCategory.STATE_PARTY),
        (DelegateRole.HEAD, Category.SIGNATORY, BadgeCategory.OBSERVER_STATE),
        (DelegateRole.EXPERT, Category.OTHER_ORGANISATION, BadgeCategory.ORGANISATION),
        (DelegateRole.SECRETARIAT, Category.STANDING_OBSERVER, BadgeCategory.STAFF),
        (DelegateRole.INTERPRETER, Category.STATE_PARTY, BadgeCategory.SERVICE),
    ],
)
def test_the_kind_of_badge_follows_from_role_and_category(
    role: DelegateRole, category: Category, expected: BadgeCategory
) -> None:
    assert holder_of(a_participant(role=role, category=category), FRIDAY).category is expected


def test_a_standing_badge_counts_if_it_lasts_until_the_end_and_companions_have_their_own_kind() -> None:
    lasting = StandingBadge(issuer=BadgeIssuer.UNOG, valid_until=FRIDAY)
    running_out = StandingBadge(issuer=BadgeIssuer.UNOG, valid_until=MONDAY)
    companion = holder_of(a_participant(accompanies="par_9"), FRIDAY)

    assert holder_of(a_participant(standing_badge=lasting), FRIDAY).standing
    assert not holder_of(a_participant(standing_badge=running_out), FRIDAY).standing
    assert (companion.kind, companion.category) == (HolderKind.ACCOMPANYING, BadgeCategory.ACCOMPANYING)


def test_the_plan_of_access_gives_zones_and_days() -> None:
    press = AccessRule(category=BadgeCategory.MEDIA, zones=("PR",), last_day=MONDAY)
    plan = usual_plan(MEETING_ID).next(rules=(press,))

    assert plan.access(BadgeCategory.MEDIA, a_meeting()) == an_access(zones=("PR",), valid_to=MONDAY)
    assert plan.access(BadgeCategory.STAFF, a_meeting()) == an_access(zones=())
    plan.must_be_sound()
    with pytest.raises(ZoneUnknown):
        plan.next(rules=(AccessRule(category=BadgeCategory.MEDIA, zones=("XX",)),)).must_be_sound()
    with pytest.raises(ZoneUnknown):
        plan.next(zones=(*plan.zones, plan.zones[0])).must_be_sound()


def test_a_token_is_read_back_as_it_was_signed_and_fits_a_small_code() -> None:
    badge = a_badge(badge_id="bdg_4x0v9k2m7c1q8n5t")
    token = SIGNER.sign(facts_of(badge, CODE))

    assert SIGNER.read(token) == facts_of(badge, CODE)
    assert SIGNER.read(f" {token.lower()}\n") == facts_of(badge, CODE)
    assert len(token) <= 178  # letters of a QR code of version 7 with medium correction


def test_a_former_key_still_verifies_and_a_strange_one_never() -> None:
    former = BadgeSigner.from_secrets("the secret of the last one")
    facts = facts_of(a_badge(), CODE)

    assert SIGNER.read(former.sign(facts)) == facts
    assert former.read(SIGNER.sign(facts)) is Verdict.FORGED
    assert SIGNER.read(OTHER.sign(facts)) is Verdict.FORGED


def test_a_token_that_was_tampered_with_is_forged() -> None:
    token = SIGNER.sign(facts_of(a_badge(), CODE))

    assert SIGNER.read(token.replace("/CR+DA/", "/CR+DA+SE/")) is Verdict.FORGED
    assert SIGNER.read(token.replace("/1/", "/2/")) is Verdict.FORGED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "https://example.org/",
        "PB1/ABCD",
        "PB1" * 400,
        "\u202epb1/",
        "PB1/AAAA/0/1/X/20251301/20251305/CR/AAAA",
    ],
)
def test_what_is_no_token_is_malformed(text: str) -> None:
    assert SIGNER.read(text) is Verdict.MALFORMED


def test_a_signature_that_is_no_base32_is_malformed() -> None:
    text, _, _ = SIGNER.sign(facts_of(a_badge(), CODE)).rpartition("/")

    assert SIGNER.read(f"{text}/1!") is Verdict.MALFORMED
    assert SIGNER.read(f"{text}/AAAA") is Verdict.FORGED


def test_facts_are_written_and_read() -> None:
    facts = facts_of(a_badge(zones=()), CODE)

    assert read_facts(written(facts, "ABCD")) == ("ABCD", facts)


A_TOKEN = facts_of(a_badge(), CODE)


@pytest.mark.parametrize(
    ("token", "badge", "verdict"),
    [
        (A_TOKEN, a_badge_in_hand(), Verdict.ADMITTED),
        (A_TOKEN, a_badge(state=BadgeState.READY), Verdict.ADMITTED),
        (A_TOKEN, a_badge_in_hand(serial=2), Verdict.REPLACED),
        (A_TOKEN, a_badge(state=BadgeState.LOST), Verdict.LOST),
        (A_TOKEN, a_badge(state=BadgeState.WITHDRAWN), Verdict.WITHDRAWN),
        (A_TOKEN, a_badge(state=BadgeState.REQUESTED), Verdict.NOT_APPROVED),
        (A_TOKEN, a_badge_in_hand(zones=("DA",)), Verdict.OTHER_ZONE),
        (A_TOKEN, None, Verdict.UNKNOWN),
        (A_TOKEN, a_badge_in_hand(badge_id="bdg_1"), Verdict.UNKNOWN),
        (facts_of(a_badge(), "CCM-12MSP"), a_badge_in_hand(), Verdict.OTHER_MEETING),
        (Verdict.FORGED, a_badge_in_hand(), Verdict.FORGED),
        (Verdict.MALFORMED, None, Verdict.MALFORMED),
    ],
)
def test_a_door_judges_a_badge(token: TokenFacts | Verdict, badge: Badge | None, verdict: Verdict) -> None:
    assert judge(token, badge, a_gate()) is verdict


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"on": date(2025, 11, 30)}, Verdict.NOT_YET_VALID),
        ({"on": date(2025, 12, 6)}, Verdict.EXPIRED),
        ({"on": FRIDAY}, Verdict.ADMITTED),
        ({"zone": None}, Verdict.ADMITTED),
        ({"zone": Zone(code="PR", name="Press room")}, Verdict.OTHER_ZONE),
        ({"zone": Zone(code="CR", name="Conference rooms", days=(FRIDAY,))}, Verdict.OTHER_DAY),
        ({"meeting": "ccm-12msp"}, Verdict.OTHER_MEETING),
    ],
)
def test_a_door_judges_day_and_zone_with_and_without_a_list(changes: dict[str, object], verdict: Verdict) -> None:
    assert judge(A_TOKEN, a_badge_in_hand(), a_gate(**changes)) is verdict
    assert judge_alone(A_TOKEN, a_gate(**changes)) is verdict
    if verdict is not Verdict.OTHER_MEETING:
        assert judge_badge(a_badge_in_hand(), a_gate(**changes)) is verdict
