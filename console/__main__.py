"""`python -m console` is `partycell`."""

from console.main import main

main()
