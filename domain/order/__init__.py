"""An order as it came: its lines and rows become a preview of the roadmap that a person confirms (DOMAIN section 6)."""
