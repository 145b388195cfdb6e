"""Workbooks and CSV in and out, through the same records and the same checks as YAML."""
