"""Pictures that are data: each drawn from figures that stand in words or in a table beside it."""
