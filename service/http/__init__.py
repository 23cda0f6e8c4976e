"""The front of the HTTP API: what is asked is checked before a handler sees it, what goes wrong is a problem."""
