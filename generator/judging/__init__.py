"""Pure arithmetic and rules over records: checks across files, scores, places, lists."""
