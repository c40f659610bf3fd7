"""The words of letters."""

from enum import StrEnum


class LetterKind(StrEnum):
    """What a letter says."""

    CONFIRMATION = "confirmation"
    VISA_SUPPORT = "visa_support"
    ATTENDANCE = "attendance"
