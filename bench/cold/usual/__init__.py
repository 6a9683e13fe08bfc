"""The same functions as they are usually written, in good order: what our figures are ratios of."""
