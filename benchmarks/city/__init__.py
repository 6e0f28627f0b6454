"""A city full of purchases: thirteen are played by the acts, each to its own station, and then copied as often as wanted."""
