"""Files in, records out: limits, strict YAML, forms of values; every problem with its line and column."""
