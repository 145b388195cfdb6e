"""How a city begins and goes on: its first files, new files of every kind, the library, changes of the format."""
