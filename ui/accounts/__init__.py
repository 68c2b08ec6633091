"""Accounts of the workplace: who somebody is and what they may do.

`roles` → `passwords`, `throttle` → `registry` (accounts) and `sessions` → `visitor` (who is at this browser)
→ `permission` (may they). `cookie` keeps a session over a reload, `entrance` is the page before login,
`python -m ui.accounts` the administrator's command line.
"""
