"""What media refuses, by name."""

from shared.errors import AlreadyTaken, NotFound, Refused


class NotCleared(Refused):
    """A principal has not cleared this version of the text (P1, P2)."""

    next_step = "Ask the principals named on the release to clear this version."


class AnotherTextVersion(Refused):
    """The text changed since the person who asks read it (P1)."""

    status = 409
    next_step = "Open the release again and read the text as it stands now."


class NotAPrincipal(Refused):
    """The text neither quotes this principal nor speaks on its behalf."""

    next_step = "Choose one of the principals named on the release."


class NotInThisState(Refused):
    """The release is at another stage."""

    status = 409
    next_step = "Open the release to see what can be done with it now."


class LanguageMissing(Refused):
    """A language marked as required has no text yet, or a language has two."""

    next_step = "Add one text for each required language."


class EmbargoInThePast(Refused):
    """The embargo would be over before it begins."""

    next_step = "Choose a later instant, or publish without embargo."


class UnderEmbargo(Refused):
    """The embargo is not over (P4)."""

    next_step = "Wait for the embargo instant, or schedule an earlier one."


class AlreadySubscribed(AlreadyTaken):
    """Someone with this mail address is on the list."""


class NoSuchSubscription(NotFound):
    """The link leads to no subscription (any more)."""

    next_step = "Subscribe again, with the form on the press page."


class NotForYou(NotFound):
    """There is no such text, or none that this journalist may read now (P3)."""
