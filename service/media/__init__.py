"""What a file is: decided by its content, whatever its name and its sender say."""
