"""`python -m partycell` is the command `partycell`."""

from __future__ import annotations

from console.main import main

main()
