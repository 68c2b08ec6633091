"""One reader a format: bytes of a file in, `SourceText` out."""
