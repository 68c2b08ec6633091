"""Writing speed: the whole generator against bare llama.cpp on the same prompt, one run; and how fast it cancels.

    python -m bench generation [--rounds N] [--tokens N]

Bare llama.cpp is the eval loop alone, same file, threads and batch, choosing the likeliest token: once without a
grammar (the most a grammar-bound answer could reach) and once with the grammar as llama-cpp-python applies it.
Rounds alternate between the sides, so that other work on the machine hits all of them; the best of each counts.
"""

from __future__ import annotations

import argparse
import json
import threading
import time
from collections.abc import Sequence

import numpy as np

from assistant.generation.chat_model import Message
from assistant.generation.generator import Generator
from assistant.generation.llama_model import LlamaModel, llama_cpp
from corpus import settings as settings_module

# Long enough that no answer ends before the token limit; the text is made up.
_MESSAGES: list[Message] = [
    {"role": "system", "content": "Kể lại các điều khoản bằng nhiều câu ngắn, không dừng sớm."},
    {
        "role": "user",
        "content": "\n".join(
            f"[{n}] Trưởng thôn {name} giữ chìa khóa đình, ghi sổ mượn chiếu và báo cáo Ủy ban nhân dân xã Đồng Mơ "
            f"trước ngày {n + 10} hằng tháng; người mượn trả chậm quá {n + 2} ngày thì quét sân đình một buổi."
            for n, name in enumerate(["Thượng", "Hạ", "Đoài", "Đông"], 1)
        ),
    },
]
_GRAMMAR = 'root ::= [^\\x00]{1,2000} "\\x00"'


class Run:
    """Seconds to the first token, tokens per second from the first to the last.

    Args:
        times: when a token, or a piece of text, was there.
        tokens: how many there were; a piece of text may take several, as a letter with its marks does.
    """

    def __init__(self, started: float, times: list[float], tokens: int | None = None) -> None:
        self.first = times[0] - started
        self.rate = ((tokens or len(times)) - 1) / (times[-1] - times[0])


def _bare(model: LlamaModel, tokens: int, with_grammar: bool) -> Run:
    llama, prompt = model._llama, model._prompt_tokens(_MESSAGES)
    llama.reset()
    if with_grammar:
        grammar = llama_cpp.LlamaGrammar.from_string(_GRAMMAR)
        stream = llama.generate(prompt, temp=0.0, top_k=1, grammar=grammar)
        started = time.perf_counter()
        return Run(started, [time.perf_counter() for _, _token in zip(range(tokens), stream, strict=False)])
    started, times, pending = time.perf_counter(), [], prompt
    for _ in range(tokens):
        llama.eval(pending)
        logits = np.ctypeslib.as_array(llama_cpp.llama_get_logits_ith(llama.ctx, -1), (llama.n_vocab(),))
        pending = [int(np.argmax(logits))]
        times.append(time.perf_counter())
    return Run(started, times)


def _ours(generator: Generator, model: LlamaModel, tokens: int) -> Run:
    model._llama.reset()
    started = time.perf_counter()
    pieces = [time.perf_counter() for _ in generator.submit(_MESSAGES, _GRAMMAR, tokens).tokens()]
    written = model._llama.n_tokens - len(model._prompt_tokens(_MESSAGES)) + 1  # the last one is not evaluated
    return Run(started, pieces, written)


def _cancel_seconds(generator: Generator, model: LlamaModel, after: float) -> float:
    """From setting the event, `after` seconds into an answer, until the worker is free."""
    model._llama.reset()
    cancel = threading.Event()
    ticket = generator.submit(_MESSAGES, _GRAMMAR, 400, "bench", cancel)
    ticket.wait_started(60)
    time.sleep(after)
    started = time.perf_counter()
    cancel.set()
    while generator._running is not None:
        time.sleep(0.001)
    return time.perf_counter() - started


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table and a JSON line."""
    parser = argparse.ArgumentParser(prog="python -m bench generation", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tokens", type=int, default=64)
    given = parser.parse_args(arguments)
    model = LlamaModel(settings_module.load())
    generator = Generator(settings_module.load(), model)
    runs: dict[str, list[Run]] = {"bare": [], "bare_with_grammar": [], "generator": []}
    for _ in range(given.rounds):
        runs["bare"].append(_bare(model, given.tokens, with_grammar=False))
        runs["generator"].append(_ours(generator, model, given.tokens))
        runs["bare_with_grammar"].append(_bare(model, given.tokens, with_grammar=True))
    figures: dict[str, float] = {"prompt_tokens": len(model._prompt_tokens(_MESSAGES))}
    for side, several in runs.items():
        figures[f"{side}_tokens_per_s"] = round(max(run.rate for run in several), 2)
        figures[f"{side}_first_token_s"] = round(min(run.first for run in several), 2)
    figures["ratio"] = round(figures["generator_tokens_per_s"] / figures["bare_tokens_per_s"], 3)
    figures["cancel_in_prompt_ms"] = round(1000 * _cancel_seconds(generator, model, 0.5), 1)
    figures["cancel_in_answer_ms"] = round(1000 * _cancel_seconds(generator, model, 12), 1)
    for name, value in figures.items():
        print(f"{name:34} {value}")
    print(json.dumps({"bench": "generation", **figures}))


if __name__ == "__main__":
    main()
