"""The program's entry: `windowboard`, or `python -m generator`."""

import gc
import signal
import sys


def main() -> None:
    """Run the command. Records are many and hold no cycles: looking for some would be a tenth of the time.

    Whoever interrupts it while it is loaded is heard as soon as that can be told.
    """
    gc.set_threshold(200_000, 20, 20)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        from generator.cli import main as command  # noqa: PLC0415  # loading it is what the collector would delay
    except (ImportError, OSError, MemoryError) as error:  # a library is missing, or memory to load it into
        sys.exit(f"windowboard: {type(error).__name__} {error}")
    command()


if __name__ == "__main__":
    main()
