"""What the words in a file mean: roles, genders, languages, as people write them."""

from collections.abc import Mapping
from typing import TypeVar

from services.registration.domain.names import name_key
from shared.contracts.registration import DelegateRole, Gender

T = TypeVar("T")

R = DelegateRole
_ROLES: Mapping[DelegateRole, tuple[str, ...]] = {
    R.HEAD: ("head of delegation", "chef de delegation", "chef de la delegation", "jefe de delegacion", "hod"),
    R.ALTERNATE: ("alternate representative", "alternate head", "deputy head of delegation", "suppleant", "suplente"),
    R.REPRESENTATIVE: ("representative", "delegate", "delegation member", "representant", "representante"),
    R.ADVISER: ("advisor", "conseiller", "consejero", "asesor"),
    R.OBSERVER: ("observateur", "observador"),
    R.EXPERT: ("experto",),
    R.INTERPRETER: ("interprete",),
    R.SECRETARIAT: ("secretariat staff",),
}
ROLES: Mapping[str, DelegateRole] = {
    word: role for role in DelegateRole for word in (role.value.replace("_", " "), role.value, *_ROLES.get(role, ()))
}

GENDERS: Mapping[str, Gender] = {
    **{gender.value: gender for gender in Gender},
    **dict.fromkeys(("f", "woman", "female", "femme", "mujer", "ms", "mrs", "w"), Gender.FEMALE),
    **dict.fromkeys(("m", "man", "male", "homme", "hombre", "mr"), Gender.MALE),
    **dict.fromkeys(("x", "another word", "autre", "otro"), Gender.OTHER),
    "i do not want to say": Gender.UNDISCLOSED,
}

LANGUAGES: Mapping[str, str] = {
    **{code: code for code in ("en", "fr", "es", "ar", "ru", "zh")},
    **dict.fromkeys(("english", "anglais", "ingles"), "en"),
    **dict.fromkeys(("french", "francais", "frances"), "fr"),
    **dict.fromkeys(("spanish", "espagnol", "espanol"), "es"),
    **dict.fromkeys(("arabic", "arabe", "العربية"), "ar"),
    **dict.fromkeys(("russian", "russe", "ruso", "русскии"), "ru"),
    **dict.fromkeys(("chinese", "chinois", "chino", "中文"), "zh"),
}


def meaning(text: str, words: Mapping[str, T]) -> T | None:
    """Return what a word means, whatever its case and accents, or None."""
    return words.get(name_key(text)) if text else None
