"""The error that means "the input is at fault": one line for the user, and exit code 2."""

BAD_INPUT_EXIT_CODE = 2


class BadInput(Exception):
    """Says which file or value is wrong, what was expected, and what to do."""
