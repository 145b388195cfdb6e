"""From values to words, links and markup."""
