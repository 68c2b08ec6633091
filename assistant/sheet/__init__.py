"""Phiếu trả lời: an answer as a paper an official can complete and sign, for Word and PDF.

`content` says what stands in it, `word` and `pdf` how it looks (decree 30/2020/NĐ-CP, appendix I), `conversation` puts
all answers of one into a file, `characters` what of foreign text may enter.
"""

from assistant.sheet.content import Content, read_answer
from assistant.sheet.conversation import conversation_sheet, read_conversation
from assistant.sheet.formats import FORMATS, MIME, sheet

__all__ = ["FORMATS", "MIME", "Content", "conversation_sheet", "read_answer", "read_conversation", "sheet"]
