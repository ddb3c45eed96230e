"""The front door: commands, and a menu for people who do not type commands.

Comes in: what a person typed. Goes out: machine output alone on stdout, everything else on stderr, and an exit code.
Uses every room, importing each only when a command needs it, so that `--help` starts at once. Nobody calls it.
"""
