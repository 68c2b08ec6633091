"""The embedded model: llama.cpp in this process, greedy, with a grammar. The only module that knows llama_cpp.

The loop is our own, for three reasons. The grammar is asked about the few likeliest tokens and not about all 150,000
at each step (as llama.cpp's own programs do, and its Python class does not). Computing stops in mid-prompt when the
reader has gone. And marks of the chat format inside passages or questions stay plain text.
"""

from __future__ import annotations

import codecs
import ctypes
import re
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.generation.chat_model import Message, Stopped
from corpus.environment import share_cores
from corpus.errors import ModelFileError, ThamQuyenError
from corpus.model_files import find_model
from corpus.settings import Settings

share_cores()
import llama_cpp  # noqa: E402
from llama_cpp.llama_chat_format import Jinja2ChatFormatter  # noqa: E402

_LIKELIEST = 128  # tokens the grammar is asked about before all of them
_BATCH = 512  # prompt tokens computed in one call
_MIN_ANSWER = 48  # tokens that must fit behind the prompt
_Sampler = Any  # pointer to a llama.cpp sampler
_POLL_SECONDS = 0.02  # how often a running computation looks whether it is still wanted


class LlamaModel:
    """One llama.cpp context. `stream` is for one thread at a time; `check` for any."""

    def __init__(self, settings: Settings) -> None:
        """Load the model file (about a second from warm disk, up to ten from cold).

        Raises:
            ModelFileError: missing, changed, or not a model that llama.cpp can load.
        """
        self._file = find_model(settings.language_model, settings)
        self.notice = self._file.notice
        try:
            self._llama = llama_cpp.Llama(
                str(self._file.path),
                n_ctx=settings.context_tokens,
                n_batch=_BATCH,
                n_threads=settings.threads,
                n_threads_batch=settings.threads,
                seed=0,
                verbose=False,
            )
        except ValueError as error:  # what llama_cpp raises when loading fails
            raise ModelFileError(f"llama.cpp không nạp được mô hình ({error}).", where=str(self._file.path),
                                 remedy="Kiểm tra tệp có đúng là GGUF và đủ bộ nhớ.") from error  # fmt: skip
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._llama.model)
        self._format = self._chat_format()
        self._marks = self._control_marks()
        self._grammars: set[str] = set()
        self._abort = _AbortFlag(self._llama.ctx)

    def identity(self) -> tuple[str, str]:
        return self._file.name, self._file.sha256

    def check(self, messages: Sequence[Message], grammar: str) -> None:
        room = self._llama.n_ctx() - len(self._prompt_tokens(messages))
        if room < _MIN_ANSWER:
            raise ThamQuyenError(
                f"các điều khoản và câu hỏi dài hơn cửa sổ của mô hình ({self._llama.n_ctx()} token).",
                remedy="Rút ngắn câu hỏi, giảm `prompt_passages` hoặc tăng `context_tokens`.",
            )
        if grammar not in self._grammars:
            llama_cpp.llama_sampler_free(self._grammar(grammar))
            self._grammars.add(grammar)

    def stream(self, messages: Sequence[Message], grammar: str, max_tokens: int, stopped: Stopped) -> Iterator[str]:
        sampler = self._grammar(grammar) if grammar else None
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        try:
            with self._abort.watch(stopped):
                for token in self._tokens(self._prompt_tokens(messages), sampler, max_tokens, stopped):
                    if piece := decoder.decode(self._llama.detokenize([token], special=False)):
                        yield piece
            if rest := decoder.decode(b"", final=True):
                yield rest
        finally:
            if sampler is not None:
                llama_cpp.llama_sampler_free(sampler)

    def close(self) -> None:
        self._llama.close()

    def _tokens(self, prompt: list[int], sampler: _Sampler | None, max_tokens: int, stopped: Stopped) -> Iterator[int]:
        """Greedy continuation of `prompt`; ends at the model's end mark, the limit, or when stopped."""
        llama = self._llama
        pending = prompt[self._reuse(prompt) :]
        for _ in range(min(max_tokens, llama.n_ctx() - len(prompt))):
            try:
                llama.eval(pending)
            except RuntimeError:
                if stopped():  # our own abort
                    return
                raise
            if stopped():
                return
            token = self._likeliest(sampler)
            if token is None or llama_cpp.llama_vocab_is_eog(self._vocabulary, token):
                return
            if sampler is not None:
                llama_cpp.llama_sampler_accept(sampler, token)
            yield token
            pending = [token]

    def _reuse(self, prompt: list[int]) -> int:
        """Keep what the context already holds of `prompt`, at least one token less; how many tokens that is."""
        llama = self._llama
        held = llama.input_ids[: llama.n_tokens]
        length = min(len(held), len(prompt) - 1)
        differs = np.flatnonzero(held[:length] != np.asarray(prompt[:length]))
        llama.n_tokens = int(differs[0]) if differs.size else length  # eval drops what lies behind
        return int(llama.n_tokens)

    def _likeliest(self, sampler: _Sampler | None) -> int | None:
        """The likeliest token the grammar allows; None if it allows none."""
        pointer = llama_cpp.llama_get_logits_ith(self._llama.ctx, -1)
        logits: NDArray[np.float32] = np.ctypeslib.as_array(pointer, (self._llama.n_vocab(),))
        best = int(np.argmax(logits))
        if sampler is None or _allowed(sampler, np.array([best]), logits) is not None:
            return best
        some = np.argpartition(logits, -_LIKELIEST)[-_LIKELIEST:]
        found = _allowed(sampler, some, logits)
        return found if found is not None else _allowed(sampler, np.arange(len(logits)), logits)

    def _grammar(self, grammar: str) -> _Sampler:
        sampler = llama_cpp.llama_sampler_init_grammar(self._vocabulary, grammar.encode(), b"root")
        if not sampler:
            raise ThamQuyenError("văn phạm ràng buộc câu trả lời bị sai; không hỏi mô hình.", where="GBNF",
                                 remedy="Báo lỗi này cho người phát triển.")  # fmt: skip
        return sampler

    def _chat_format(self) -> Jinja2ChatFormatter:
        template = self._llama.metadata.get("tokenizer.chat_template")
        if not template:
            raise ModelFileError("mô hình không có mẫu hội thoại (chat template).", where=str(self._file.path),
                                 remedy="Chọn một mô hình instruct.")  # fmt: skip
        bos, eos = self._llama.token_bos(), self._llama.token_eos()
        text = self._llama._model.token_get_text
        return Jinja2ChatFormatter(template, eos_token=text(eos), bos_token=text(bos) if bos != -1 else "")

    def _control_marks(self) -> re.Pattern[str]:
        """Matches what the tokenizer would read as a control token."""
        attribute = llama_cpp.LLAMA_TOKEN_ATTR_CONTROL | llama_cpp.LLAMA_TOKEN_ATTR_USER_DEFINED
        marks = []
        for token in range(self._llama.n_vocab()):
            if llama_cpp.llama_vocab_get_attr(self._vocabulary, token) & attribute:
                marks.append(self._llama._model.token_get_text(token))
        return re.compile("|".join(re.escape(m) for m in sorted(marks, key=len, reverse=True) if len(m) > 1) or "(?!)")

    def _prompt_tokens(self, messages: Sequence[Message]) -> list[int]:
        plain = [m | {"content": self._marks.sub(lambda mark: " ".join(mark[0]), m["content"])} for m in messages]
        prompt = self._format(messages=plain).prompt  # type: ignore[arg-type]
        tokens: list[int] = self._llama.tokenize(prompt.encode(), add_bos=False, special=True)
        return tokens


def _allowed(sampler: _Sampler, tokens: NDArray[np.int64], logits: NDArray[np.float32]) -> int | None:
    """The likeliest of `tokens` that the grammar allows next, or None."""
    candidates = np.zeros(len(tokens), dtype=[("id", np.int32), ("logit", np.float32), ("p", np.float32)])
    candidates["id"], candidates["logit"] = tokens, logits[tokens]
    data = candidates.ctypes.data_as(llama_cpp.llama_token_data_p)
    array = llama_cpp.llama_token_data_array(data, len(tokens), -1, False)
    llama_cpp.llama_sampler_apply(sampler, ctypes.byref(array))
    best = int(np.argmax(candidates["logit"]))
    return None if np.isneginf(candidates["logit"][best]) else int(candidates["id"][best])


class _AbortFlag:
    """Lets llama.cpp stop in the middle of a computation.

    It asks a C function between the nodes of its graph. A Python function there would wait for the interpreter lock
    thousands of times per token, so the function is the C library's strlen, on a string that is empty until a
    watching thread makes it one character long.
    """

    def __init__(self, context: object) -> None:
        self._text = ctypes.create_string_buffer(2)
        self._function = ctypes.cast(ctypes.CDLL(None).strlen, llama_cpp.ggml_abort_callback)
        llama_cpp.llama_set_abort_callback(context, self._function, ctypes.cast(self._text, ctypes.c_void_p))

    def watch(self, stopped: Stopped) -> _Watch:
        return _Watch(self._text, stopped)


class _Watch:
    """While it is entered, the text follows `stopped`."""

    def __init__(self, text: ctypes.Array[ctypes.c_char], stopped: Stopped) -> None:
        self._text, self._stopped = text, stopped
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="abort-watch", daemon=True)

    def __enter__(self) -> None:
        self._text.value = b""
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()
        self._text.value = b""

    def _follow(self) -> None:
        while not self._done.wait(_POLL_SECONDS):
            if self._stopped():
                self._text.value = b"x"
                return
