"""How the model libraries use the CPU's cores."""

from __future__ import annotations

import os


def share_cores() -> None:
    """Let threads of torch and llama.cpp sleep, not spin, while they wait for each other.

    Both use OpenMP, which spins for milliseconds at each of a thousand meeting points per token. On a machine that
    also does other work the partner is often not running then: measured at load 9 on 2 cores, 0.25 tokens/s spinning
    and 7 to 11 sleeping; on a quiet machine the two are equal. OpenMP reads this once, when it is first loaded, so
    call it before importing torch or llama_cpp. A value that is set already is kept.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
