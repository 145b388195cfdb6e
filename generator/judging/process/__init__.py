"""Due process: clocks, appeals, and what may be public on a day."""
