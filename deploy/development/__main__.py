"""The one helper process of a development stack: mail sink, outbox and identity provider."""

import asyncio
import logging
import os
import threading
from pathlib import Path

import uvicorn
from aiosmtpd.smtp import SMTP
from werkzeug.serving import make_server

from deploy.development.issuer import make_issuer
from deploy.development.mails import Sink
from deploy.development.outbox import make_outbox


async def serve() -> None:
    """Serve all three until the process is asked to end."""
    host = os.environ.get("PLENARY_BIND", "127.0.0.1")
    sink = Sink(Path(os.environ["PLENARY_OUTBOX_FILE"]))
    loop = asyncio.get_running_loop()
    mail = await loop.create_server(lambda: SMTP(sink, enable_SMTPUTF8=True), host, _port("SMTP"))
    issuer = make_server(host, _port("ISSUER"), make_issuer(), threaded=True)
    threading.Thread(target=issuer.serve_forever, daemon=True, name="issuer").start()
    config = uvicorn.Config(make_outbox(sink), host=host, port=_port("OUTBOX"), log_level="warning", access_log=False)
    await uvicorn.Server(config).serve()
    mail.close()


def _port(name: str) -> int:
    return int(os.environ[f"PLENARY_{name}_PORT"])


if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # the issuer answers over plain HTTP, on this machine only
    asyncio.run(serve())
