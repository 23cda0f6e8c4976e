"""The language of the roadmap: events, commands, rules. Pure: no I/O, no clock, no framework."""
