"""Files sent ahead of the command that names them."""

from shared.messages import Command
from shared.values import Value


class SendFile(Command):
    """Send a file that a later command names; nobody else can name it, and after a day without one it is gone."""

    file_id: str


class FileNow(Value):
    """Answer: a file as it was taken."""

    file_id: str
    media_type: str
    size: int
