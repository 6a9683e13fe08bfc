"""Replies: what candidates write in answer joins the timeline, stops reminders, and reaches HR (K6)."""
