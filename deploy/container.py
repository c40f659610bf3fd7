"""What a container of the one image runs: the service that SERVICE names."""

import os
import sys

import uvicorn

from deploy.health import PORT
from deploy.services import SERVICES, factory


def main() -> None:
    """Serve one service until the container is asked to stop; open requests are finished first."""
    service = os.environ.get("SERVICE", "")
    if service not in SERVICES:
        sys.exit(f"SERVICE is {service!r}; it must be one of {', '.join(SERVICES)}.")
    uvicorn.run(
        factory(service),
        factory=True,
        host="0.0.0.0",  # noqa: S104 - the container's network is the front door's
        port=PORT,
        loop="uvloop",
        http="httptools",
        access_log=False,
        server_header=False,
        log_level="warning",
        forwarded_allow_ips="*",
        timeout_graceful_shutdown=10,
    )


if __name__ == "__main__":
    main()
