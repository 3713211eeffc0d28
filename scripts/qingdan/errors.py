"""What stops the tool: a broken schema, program or environment.

Mistakes in the data are never raised; they are `Finding` values (finding.py).
"""


class ToolError(Exception):
    """The tool cannot go on; the message names the cause and the way to mend it (exit status 2)."""
