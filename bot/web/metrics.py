"""What a server counts, for Prometheus: requests, kinds of replies, times, the content. Never a word of a question."""

import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector

BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Seconds."""
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where several processes add up; `hepatica serve` makes it before they start."""


class Metrics:
    """The counts of one process; `text` adds up those of all where there are several."""

    def __init__(self) -> None:
        # The package looks for the folder when it is imported, which is before the server has made it.
        values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]  # it leaves it untyped
        self._registry = CollectorRegistry()
        own = self._registry
        self._requests = Counter("hepatica_requests", "Requests answered", ("method", "route", "status"), registry=own)
        self._replies = Counter("hepatica_replies", "Replies to questions, by kind", ("kind",), registry=own)
        self._seconds = Histogram(
            "hepatica_request_seconds", "Time until a request was answered", ("route",), registry=own, buckets=BUCKETS
        )
        self._content = Gauge(
            "hepatica_content_info",
            "1 for the content version that answers, 0 for earlier ones",
            ("version",),
            registry=own,
            multiprocess_mode="livemax",
        )
        self._degraded = Gauge(
            "hepatica_degraded", "1 if newer content could not be used", registry=own, multiprocess_mode="livemax"
        )
        self._log_stored = Counter("hepatica_log_stored", "Notes of the question log that were stored", registry=own)
        self._log_dropped = Counter("hepatica_log_dropped", "Notes that the question log had to drop", registry=own)
        self._version = ""

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request by the pattern of its route, which holds nothing that was typed."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def replied(self, kind: str) -> None:
        """Count a reply. The fallback rate is that of kind fallback among all."""
        self._replies.labels(kind).inc()

    def noted(self, notes: int) -> None:
        """Count notes of the question log that reached its database."""
        self._log_stored.inc(notes)

    def dropped(self, notes: int) -> None:
        """Count notes that did not fit into its queue, or were not stored before the end."""
        self._log_dropped.inc(notes)

    def text(self, version: str, degraded: bool) -> bytes:
        """All counts in the text format of Prometheus."""
        if self._version and self._version != version:
            self._content.labels(self._version).set(0)
        self._version = version
        self._content.labels(version).set(1)
        self._degraded.set(int(degraded))
        if not os.environ.get(SHARED_FOLDER):
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # the package leaves it untyped
        return generate_latest(together)
