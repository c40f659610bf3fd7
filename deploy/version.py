"""Which release of Plenary this is."""

from importlib.metadata import PackageNotFoundError, version


def release() -> str:
    """Return the installed release; a checkout that was never installed has none."""
    try:
        return version("plenary")
    except PackageNotFoundError:
        return "unreleased"
