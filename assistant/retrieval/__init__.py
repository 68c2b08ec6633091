"""The clauses that bear on a question: candidates, ranking, where a power has gone, how sure it is."""
