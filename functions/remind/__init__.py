"""Reminds: decides what is due, and finds what was lost. Never sends."""
