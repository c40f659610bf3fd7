"""The JSON API of media: body -> command -> handler -> answer."""

from services.media.routes.routing import routes

__all__ = ["routes"]
