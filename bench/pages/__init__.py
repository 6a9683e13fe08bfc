"""How fast pages are on a slow phone, as Lighthouse sees it."""
