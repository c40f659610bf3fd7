"""Logs: one JSON object a line, each with the correlation id of the chain it belongs to."""

import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime

import orjson

correlation: ContextVar[str] = ContextVar("correlation", default="")
"""The correlation id of what is being done now; set at each door."""


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "service": self._service,
            "logger": record.name,
            "message": record.getMessage(),
            "correlation_id": correlation.get() or None,
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return orjson.dumps({name: value for name, value in line.items() if value is not None}, default=str).decode()


class Log:
    """A logger that takes facts by name: `log.info("told", subject=...)`."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def info(self, message: str, **facts: object) -> None:
        """Say what happened."""
        self._logger.info(message, extra={"facts": facts})

    def warning(self, message: str, **facts: object) -> None:
        """Say what went wrong and mended itself, or will."""
        self._logger.warning(message, extra={"facts": facts})

    def error(self, message: str, **facts: object) -> None:
        """Say what needs a person."""
        self._logger.error(message, extra={"facts": facts}, exc_info=sys.exc_info()[0] is not None)


log = Log("plenary")


def configure(service: str, form: str) -> None:
    """Send every log record to standard output in the form asked for: `json` or `plain`."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines(service) if form == "json" else logging.Formatter("%(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for noisy in ("uvicorn.access", "httpx", "faststream"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
