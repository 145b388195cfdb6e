"""`python -m tests.sample_city --out results --seed 1 [--windows N] [--months M]`: write the sample city."""

import argparse
from pathlib import Path

from tests.sample_city.city import change_one_round, write_city


def main() -> None:
    """Read the flags; write a city, or change one round of a city that is there."""
    parser = argparse.ArgumentParser(prog="python -m tests.sample_city", description="Write the sample city.")
    parser.add_argument("--out", type=Path, required=True, help="folder for results")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another city")
    parser.add_argument("--windows", type=int, help="exactly so many windows (default: the cast of the sample)")
    parser.add_argument("--months", type=int, default=7, help="months up to the newest")
    parser.add_argument("--change", type=int, metavar="N", help="write nothing; alter one finding of the N-th round")
    flags = parser.parse_args()
    if flags.change is None:
        write_city(flags.out, seed=flags.seed, windows=flags.windows, months=flags.months)
    else:
        print(change_one_round(flags.out, flags.change))  # noqa: T201 -- its answer


if __name__ == "__main__":
    main()
