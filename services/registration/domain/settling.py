"""How long what is decided from a document may be written after that document has changed."""

from datetime import timedelta

SETTLING = timedelta(seconds=30)
"""After this nobody who read a document before its change is still deciding from it.

For what hundreds read at once and nobody may write for it: a registration reads the category of its delegation, a badge
the plan of access. Whoever changes these brings in line what is there, and looks once more when this has passed.
"""
