"""Recurring items: a rule that was read becomes the periods it asks for (DOMAIN rule 14)."""
