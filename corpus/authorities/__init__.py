"""Authorities in a text: `names` finds which body at which level, `roles` what each does, `words` folds and cuts."""

from corpus.authorities.acts import acts_in
from corpus.authorities.model import Authority, Level, Role
from corpus.authorities.names import display, generic_levels, levels_of
from corpus.authorities.roles import Mention, find_authorities, read_roles

__all__ = [
    "Authority",
    "Level",
    "Mention",
    "Role",
    "acts_in",
    "display",
    "find_authorities",
    "generic_levels",
    "levels_of",
    "read_roles",
]
