"""Files in → source text → clean text → provisions → effects and references → chunks → a new index generation."""
