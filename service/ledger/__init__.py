"""The ledger: one gapless, append-only log for each district, written and read."""
