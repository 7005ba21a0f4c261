"""One module per command: load, diagnose, build, write, report.

Each module has ``register(subparsers, lang)``, which adds its parser and must import nothing heavy, and
``run(args, console) -> int``, which does the work and returns the exit code.
"""
