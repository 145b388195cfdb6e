"""What was published, held against the recalculation: data, pages, badges and feeds."""
