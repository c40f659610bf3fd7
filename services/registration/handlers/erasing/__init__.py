"""What is removed with a person who is erased, wherever registration keeps something of them."""
