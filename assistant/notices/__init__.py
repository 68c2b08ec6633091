"""What a reader must be told beside the answer, or instead of one."""
