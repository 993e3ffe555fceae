"""What becomes of the program when the machine under it fails? Trials apart from the tests."""
