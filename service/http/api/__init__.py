"""The JSON API, version 1 (DESIGN section 10): every address below asks for a key."""
