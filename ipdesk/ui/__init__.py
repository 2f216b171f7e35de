"""The window: the only place that knows Qt; it asks services and shows domain records."""
