"""Who is competent: sentences of clauses, their holders, and the choice among near ones."""
