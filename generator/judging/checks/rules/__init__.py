"""What must be right in standards, boards, editions, programmes and calendars."""
