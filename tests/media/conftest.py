"""A world of media for each test."""

import pytest

from services.media.ports import MediaUnit
from tests.fakes import World
from tests.media.builders import a_world


@pytest.fixture
def world() -> World[MediaUnit]:
    """Media in memory, asked by its officer."""
    return a_world()
