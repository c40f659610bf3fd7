"""What the rules of forms refuse, each named after what is not so."""

from collections.abc import Sequence

from shared.errors import AlreadyTaken, Incomplete, Refused


class AnswersIncomplete(Incomplete):
    """Some answers are missing or not as the form asks for them; each field has its own sentence."""

    next_step = "Correct the fields that are marked. Everything else you entered is kept."

    def __init__(self, concerns: Sequence[tuple[str, str]]) -> None:
        super().__init__("Some answers need another look.", concerns)


class FieldUnknown(Refused):
    """The form has no such field."""

    status = 404
    next_step = "Load the form again: somebody may have removed the field."


class FieldFixed(Refused):
    """Nobody can be registered without this field."""

    next_step = "Leave it as it is; its help can be changed."


class FieldNeeded(Refused):
    """Another field is shown depending on this one."""

    next_step = "Change the condition of the other field first."


class LabelMissing(Refused):
    """A field says nothing in English, which stands in for every language that is missing."""

    next_step = "Write what the field asks for."


class OptionsMissing(Refused):
    """A field to choose from offers fewer than two options."""

    next_step = "Write at least two options, one a line."


class ConditionImpossible(Refused):
    """A condition can never be met."""

    next_step = "Choose a field that comes earlier, and values it offers."


class LimitsCrossed(Refused):
    """The smallest value allowed is above the largest."""

    next_step = "Make the first limit the smaller one."


class PassportStateMissing(Refused):
    """The form asks for the number of a passport, not for the State that issued it."""

    next_step = "Ask for the State that issued it as well."


class PublishedAlready(Refused):
    """The draft says what the published form says."""

    status = 409
    next_step = "Change a field first, then publish the next version."


class SameForm(Refused):
    """A form would be copied onto itself."""

    next_step = "Choose another meeting."


class RegistrationClosed(Refused):
    """The deadline has passed and this meeting takes nobody after it."""

    next_step = "Ask the secretariat: an officer can still register you."


class NameUnclear(Refused):
    """A name has characters that are no part of a name, or that hide how it reads."""

    next_step = "Type the name with the letters of its own script; what else you entered is kept."


class SameNameRegistered(AlreadyTaken):
    """Somebody of this name is registered in the delegation; it may be the same person twice."""

    next_step = "If this is another person of the same name, say so below and send the form again."


class HeadRegistered(AlreadyTaken):
    """The delegation has a head who is registered (R1)."""

    next_step = "Choose another role, or ask the focal point of your delegation to change who is head."
