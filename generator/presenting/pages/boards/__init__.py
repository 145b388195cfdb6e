"""Pages of boards: lists, rankings, commitments, corrections."""
