"""What is asked: words, acts, times, parts, conversation; what it takes for granted; what is out of scope."""
