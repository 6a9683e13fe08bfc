"""Templates from HR's side: every version, a live preview, a check for clarity, a mail to oneself."""
