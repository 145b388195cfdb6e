"""The program's entry: `windowboard`, or `python -m generator`."""

import gc


def main() -> None:
    """Run the command. Records are many and hold no cycles: looking for some would be a tenth of the time."""
    gc.set_threshold(200_000, 20, 20)
    from generator.cli import main as command  # noqa: PLC0415  # loading it is what the collector would delay

    command()


if __name__ == "__main__":
    main()
