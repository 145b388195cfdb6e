"""What must be right in rounds, inspections and events."""
