"""The kernel: what every service needs to hear, decide, keep and tell; it knows no service."""
