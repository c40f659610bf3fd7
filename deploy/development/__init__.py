"""Stand-ins for the outside world on a development machine: a mail sink with its outbox, and an identity provider."""
