"""The loop that dispatches: APScheduler ticks, all else stands in the database (Law 7)."""
