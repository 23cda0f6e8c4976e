"""Answers to questions about a district: the very documents that the API and the command line give."""
