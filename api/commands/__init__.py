"""The commands of `linkwright`, a file each. Modules here import typer and the standard library only; the rest of the
house is imported inside the commands, so that none waits for what it does not need."""
