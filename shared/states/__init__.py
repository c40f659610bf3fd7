"""The States of the world: what each is called in the six languages, and the order in which its lists stand."""

from shared.states.names import StateName, States, order_key
from shared.states.table import read_states

__all__ = ["StateName", "States", "order_key", "read_states"]
