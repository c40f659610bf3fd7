"""What can keep the stack from starting, said in one line."""


class StackError(Exception):
    """The stack cannot start or go on; the message is one line for the person at the terminal."""
