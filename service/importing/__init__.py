"""Files that come in: bytes become lines and rows, `domain.order` makes a roadmap of them."""
