"""Short connections to the bus: for set-up and for operators."""

from urllib.parse import urlsplit

from nats.aio.client import Client

from deploy.permissions import inbox


async def connected(url: str, user: str, *, password: str) -> Client:
    """Return a connection that gives up instead of coming back; a user named in the address goes before `user`."""
    named = urlsplit(url).username is not None
    client = Client()
    try:
        await client.connect(
            url,
            user=None if named else user,
            password=None if named else password,
            inbox_prefix=b"_INBOX" if named else inbox(user).encode(),
            max_reconnect_attempts=1,
            reconnect_time_wait=0,
            connect_timeout=3,
            error_cb=_unsaid,
        )
    except BaseException:
        await client.close()
        raise
    return client


async def _unsaid(failure: Exception) -> None:
    """What goes wrong is raised to the caller; the library would also print it."""
