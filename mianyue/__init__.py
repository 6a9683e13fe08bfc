"""What more than one function of Mianyue needs."""
