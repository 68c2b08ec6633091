"""Measuring retrieval and answers on labelled questions."""
