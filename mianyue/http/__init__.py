"""What the two HTTP functions answer in the same way: moments, problems, roles."""
