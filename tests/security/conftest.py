"""The application as the tests of the service have it."""

from tests.service.conftest import app, http, opened, unused_port

__all__ = ["app", "http", "opened", "unused_port"]
