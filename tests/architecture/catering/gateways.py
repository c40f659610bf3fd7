"""What catering calls outside: nothing yet."""
