"""What an index was built by. Raise one when its output changes: an index of other versions is refused at reading.

The embedding version is that of the model file (`corpus.embedding.Embedder.version`).
"""

PARSER_VERSION = "8"  # reading, cleaning, structure, metadata, references, effects
CHUNKER_VERSION = "7"  # chunks, what is embedded of them, and what the catalogue stores of them
