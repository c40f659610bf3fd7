"""The commands of `plenary`, one module a subject."""
