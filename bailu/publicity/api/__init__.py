"""The open data and the law for programs, under /api/v1/: nothing the public pages do not say."""
