"""What Prometheus reads: requests, handler outcomes, relay lag, consumer lag, dead letters."""

from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """The figures of one process, in a registry of its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "plenary_requests_total", "Requests answered", ["method", "route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "plenary_request_seconds", "Time to answer", ["route"], buckets=BUCKETS, registry=self._registry
        )
        self._handled = Counter(
            "plenary_messages_total", "Messages by what became of them", ["durable", "outcome"], registry=self._registry
        )
        self._handling = Histogram(
            "plenary_message_seconds", "Time to handle", ["durable"], buckets=BUCKETS, registry=self._registry
        )
        self._unsent = Gauge("plenary_relay_unsent", "Documents with unsent messages", registry=self._registry)
        self._age = Gauge("plenary_relay_age_seconds", "Age of the oldest unsent message", registry=self._registry)
        self._pending = Gauge(
            "plenary_consumer_pending", "Messages not yet handled", ["durable"], registry=self._registry
        )
        self._dead = Gauge("plenary_dead_letters", "Messages given up", registry=self._registry)
        self._failing = Gauge(
            "plenary_webhooks_failing", "Webhooks stopped because nothing arrived for a day", registry=self._registry
        )
        self._request = cache(lambda *labels: self._requests.labels(*labels))
        self._timed = cache(lambda route: self._seconds.labels(route))

    def answered(self, method: str, route: str, *, status: int, seconds: float) -> None:
        """Count one answered request."""
        self._request(method, route, str(status)).inc()
        self._timed(route).observe(seconds)

    def handled(self, durable: str, outcome: str, seconds: float) -> None:
        """Count one message."""
        self._handled.labels(durable, outcome).inc()
        self._handling.labels(durable).observe(seconds)

    def standing(self, *, unsent: int, age: float, pending: dict[str, int], dead: int, failing: int) -> None:
        """Set what is measured when somebody looks."""
        self._unsent.set(unsent)
        self._age.set(age)
        self._dead.set(dead)
        self._failing.set(failing)
        for durable, count in pending.items():
            self._pending.labels(durable).set(count)

    def text(self) -> bytes:
        """Return everything in the exposition format."""
        return generate_latest(self._registry)
