"""The database: found or started, brought up to date, checked before it is trusted."""
