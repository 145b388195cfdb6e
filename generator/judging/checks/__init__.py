"""What must be right in standards, boards, rounds, cases, programmes and calendars; each yields problems."""
