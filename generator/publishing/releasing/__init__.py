"""The next site beside the present one, and what a release says of itself."""
