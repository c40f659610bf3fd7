"""The health check of a container: exit status 0 when its service is ready; imports little, for it runs often."""

import http.client
import os
import sys

PORT = 8000


def main() -> None:
    """Ask the service of this container whether it is ready."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=4)
    try:
        connection.request("GET", f"/{os.environ['SERVICE'].replace('_', '-')}/health/ready")
        status = connection.getresponse().status
    except OSError as failure:
        sys.exit(f"not ready: {failure}")
    sys.exit(0 if status == http.client.OK else f"not ready: {status}")


if __name__ == "__main__":
    main()
