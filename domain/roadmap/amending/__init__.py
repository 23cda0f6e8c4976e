"""Amending a roadmap: what a later act says is held against what stands, and the difference becomes events."""
