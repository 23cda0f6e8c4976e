"""What the state of an assignment allows: each function returns the event, or raises the rule that forbids it."""
