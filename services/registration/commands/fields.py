"""The words fields of commands are written in: one line, an address, a code, a language."""

from typing import Annotated

from pydantic import StringConstraints

Email = Annotated[
    str, StringConstraints(strip_whitespace=True, to_lower=True, max_length=320, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
]
Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{1,39}$")]
Language = Annotated[str, StringConstraints(pattern=r"^(en|fr|es|ar|ru|zh)$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
"""One line that may stay empty."""
