"""Every figure once more, by the rules that the page of the method prints."""
