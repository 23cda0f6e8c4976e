"""The roadmap: an order's items, whose they are, who supervises them. Events, state, commands."""
