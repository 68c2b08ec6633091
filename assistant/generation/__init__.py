"""The language model: its prompt, its queue, and the two ways to run it."""
