"""How do assistants (programs that read for a person) ask the site? By MCP, with six tools.

MCP is the Model Context Protocol. Each tool asks the JSON addresses of the site in this process, as
any program could, so that limits, errors and rights are those of the site.
"""
