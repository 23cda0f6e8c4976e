"""Documents out: a report is a value, and every renderer takes any report."""
