"""`python -m ivrc`."""

from ivrc.cli import main

main()
