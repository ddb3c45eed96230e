"""In which order, and under which headings, `--help` lists the commands."""

from __future__ import annotations

from typer.core import TyperCommand, TyperGroup

HEADINGS = {
    "Every month": ("demo", "build", "check", "assess", "explain", "drill"),
    "Month end": ("batch", "close", "verify", "send", "notes"),
    "Definition, sources and template": ("definition", "schema", "new-year", "peek", "problem", "template"),
    "Excel and this computer": ("refresh", "excel", "doctor"),
}


class Contents(TyperGroup):
    """The commands by heading; one that has no heading comes last, under "Commands"."""

    def list_commands(self, ctx: object) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the headings."""
        order = [name for names in HEADINGS.values() for name in names]
        self._put_under_headings()
        return sorted(self.commands, key=lambda name: order.index(name) if name in order else len(order))

    def _put_under_headings(self) -> None:
        for heading, names in HEADINGS.items():
            for name in names:
                command = self.commands.get(name)
                if isinstance(command, TyperCommand | TyperGroup):
                    command.rich_help_panel = heading
