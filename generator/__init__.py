"""windowboard: published service standards and rankings of service windows.

The folders are the way of the data: `reading` turns files into the frozen records of `model`, `judging` scores
and ranks them, `presenting` writes them as pages and exports, `publishing` makes the site of these.

Installed, this folder is the package `windowboard`. Its modules know one another by the name that the folder has in the
repository: whoever imports `windowboard` gives it that name too, and nothing on a disk is called so.
"""

import sys

sys.modules.setdefault("generator", sys.modules[__name__])
