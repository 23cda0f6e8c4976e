"""Who you are; what you may do is domain.rights."""
