"""The ways in and out: one file a channel, each of which sends and decodes, nothing more."""
