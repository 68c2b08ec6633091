"""Clean text → provisions: Phần › Chương › Mục › Điều › Khoản › Điểm, attachments, appendices, forms.

lines      text → lines, with what stands inside the quotation marks of amending text
marks      what one line could be the heading of
divisions  main text, attached regulations, appendices, forms, signature block
sequence   which of the candidates are real: numbers follow one another
outline    one division → nodes with line spans; clauses: the inside of an article
tree       nodes → provisions with ids and character spans
"""

from ingest.structure.tree import parse

__all__ = ["parse"]
