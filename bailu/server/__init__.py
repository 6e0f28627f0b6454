"""What runs the house: the embedded database and the process that keeps everything together. No business lives here."""
