"""Measurements of this tree; what each needs and prints is in README.md beside this file."""
