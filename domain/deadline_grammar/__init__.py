"""The grammar behind domain.deadline_text: words get kinds, words become dates, patterns of both become readings."""
