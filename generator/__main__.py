"""`python -m generator` is `windowboard`."""

from generator.cli import main

main()
