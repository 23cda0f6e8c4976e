"""The command line: `python -m service …`; every command that answers has ``--json``, logs go to stderr."""
