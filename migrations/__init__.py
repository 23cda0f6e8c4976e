"""What cannot be rebuilt, as numbered SQL files that never change; a package, so that wheels carry them."""
