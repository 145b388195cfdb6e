"""windowboard: published service standards and rankings of service windows.

The folders are the way of the data: `reading` turns files into the frozen records of `model`, `judging` scores
and ranks them, `presenting` writes them as pages and exports, `publishing` makes the site of these.
"""
