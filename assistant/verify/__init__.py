"""Verification of a claim against the text of the provisions it cites.

`claim` and `passage` read; `competence` (authorities, from `authorities` and `roles`), `quantities`, `dates`,
`references`, `polarity`, `conditions`, `quotes`, `contrasts`, `support`, `form` and `in_force` check; `check` judges.
"""

from assistant.verify.check import complete_claim, verify_claim
from assistant.verify.model import Evidence, Finding, Verdict
from corpus.authorities.model import Authority
from corpus.authorities.roles import find_authorities

__all__ = ["Authority", "Evidence", "Finding", "Verdict", "complete_claim", "find_authorities", "verify_claim"]
