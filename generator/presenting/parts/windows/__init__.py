"""Hours, places and services of centres and windows."""
