"""Bulk actions: counted before, held, carried out in the background, paused, resumed, cancelled (B3, R4)."""
