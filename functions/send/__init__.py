"""Sends: routes stage entries to messages, and sends what is due. Nobody else talks to a channel."""
