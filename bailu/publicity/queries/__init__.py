"""The read side of what is public: nothing here asks who reads, so nothing here may return what is not published."""
