"""The process environment as libraries and child processes read it; the only other reader is `corpus.settings`.

They have no argument for these; a value that somebody set is kept where that does no harm.
"""

from __future__ import annotations

import os


def share_cores() -> None:
    """Let threads of torch and llama.cpp sleep, not spin, while they wait for each other.

    Both use OpenMP, which spins for milliseconds at each of a thousand meeting points per token. On a machine that
    also does other work the partner is often not running then: measured at load 9 on 2 cores, 0.25 tokens/s spinning
    and 7 to 11 sleeping; on a quiet machine the two are equal. OpenMP reads this once, when it is first loaded, so
    call it before importing torch or llama_cpp.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def forbid_network() -> None:
    """Keep model libraries from looking for newer files; they read these when first imported."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        os.environ[name] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # its threads do not survive a fork


def environment_with(**changes: str) -> dict[str, str]:
    """The environment for a child process."""
    return {**os.environ, **changes}
