"""The read side. A page is a frozen dataclass put together from few queries; nothing here writes."""
