"""What one looks at: my desk, a purchase on one page, search over all, the overview. No state of its own."""
