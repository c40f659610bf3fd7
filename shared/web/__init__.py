"""The HTTP door of every service: one app factory, one answer to every refusal, health, metrics, operations."""

from shared.web.app import make_app
from shared.web.asking import asking, origin_of
from shared.web.house import House, Service
from shared.web.openapi import gives, takes_file

__all__ = ["House", "Service", "asking", "gives", "make_app", "origin_of", "takes_file"]
