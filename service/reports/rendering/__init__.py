"""Renderers: each writes any report, the values of which are words, numbers and dates by now."""
