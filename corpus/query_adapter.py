"""What is of its own in the embedding of questions: the last layers of the model with low-rank changes.

A question and the clause that answers it share few words. The changes (LoRA; Hu et al. 2021, arXiv:2106.09685) are
learned by `python -m bench query_encoder` against the vectors of passages as they are: passages are embedded by the
model as it came, so an index does not depend on them and nothing is embedded anew when they change. Card:
docs/query-adapter.md.
"""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

if TYPE_CHECKING:
    from sentence_transformers.models import Transformer

ADAPTER = Path(__file__).with_name("query_adapter.safetensors")
_DOWN, _UP = ".down", ".up"

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Adapter:
    """Changes by the name of a linear layer ("8.attention.self.query"): `down` of shape (rank, inputs), `up` of shape
    (outputs, rank); the layer's weights grow by `scale` · up · down. `base`: version of the model it was learned on."""

    base: str
    scale: float
    changes: dict[str, tuple[Matrix, Matrix]]

    @property
    def first_layer(self) -> int:
        """The first layer that is changed; those below are the model's own."""
        return min(int(name.partition(".")[0]) for name in self.changes)


def load(file: Path = ADAPTER) -> Adapter:
    """The adapter in a safetensors file."""
    with safe_open(file, "np") as opened:
        card = json.loads(opened.metadata()["adapter"])
    tensors = {name: tensor.astype(np.float32) for name, tensor in load_file(file).items()}
    names = sorted(name.removesuffix(_DOWN) for name in tensors if name.endswith(_DOWN))
    return Adapter(card["base"], float(card["scale"]), {n: (tensors[n + _DOWN], tensors[n + _UP]) for n in names})


def save(adapter: Adapter, file: Path = ADAPTER) -> None:
    """Write the changes in half precision."""
    tensors = {n + _DOWN: down.astype(np.float16) for n, (down, _) in adapter.changes.items()}
    tensors |= {n + _UP: up.astype(np.float16) for n, (_, up) in adapter.changes.items()}
    save_file(tensors, file, {"adapter": json.dumps({"base": adapter.base, "scale": adapter.scale})})


def applied(transformer: Transformer, adapter: Adapter) -> Transformer:
    """A copy of a sentence-transformers Transformer with the changes in its weights; what is not changed is shared."""
    import torch

    model = transformer.auto_model
    shared = [model.embeddings, *model.encoder.layer[: adapter.first_layer], transformer.processor]
    copied = copy.deepcopy(transformer, {id(part): part for part in shared})
    layers = copied.auto_model.encoder.layer
    with torch.no_grad():
        for name, (down, up) in adapter.changes.items():
            weight = layers.get_submodule(name).weight
            weight += torch.from_numpy(adapter.scale * up @ down).to(weight.dtype)
    return copied
