"""What all commands have in common: how they take their words, and how they end when something fails.

Exit status: 0 done, 1 failed (one line on standard error says why), 2 wrong usage.
"""

import io
import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from index.errors import DatelineError
from index.interrupts import ignore_further_signals
from index.text import one_line


class Commands(click.Group):
    """Whatever fails is one line on standard error and exit status 1."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line, also where standard streams are closed or can't be written to."""
        _fill_closed_streams()
        sys.unraisablehook = _deliver_interrupt_again
        try:
            return super().main(*args, **extra)
        except OSError as error:  # one that has to do with the index is a DatelineError long before
            _discard_output()
            with suppress(OSError):
                click.ClickException(
                    one_line(f"{error.filename or 'Input or output'}: {error.strerror or error}.")
                ).show()
            sys.exit(1)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and put in one line what stopped it."""
        if sys.stdout is None:
            raise click.ClickException("Standard output is closed.")
        try:
            return super().invoke(ctx)
        except DatelineError as error:
            raise click.ClickException(str(error)) from error
        except click.ClickException as error:  # of wrong usage: it says what was given
            error.message = one_line(error.message)  # type: ignore[misc]  # there is no other way in
            raise
        except KeyboardInterrupt:
            ignore_further_signals()
            raise click.ClickException("Interrupted; what was published before is unharmed.") from None


class QueryCommand(click.Command):
    """A command whose argument is a query, which may begin with a minus: -izyum."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take -h by itself for --help, and what begins with two minuses for a misspelt option, not for a query."""
        given = tuple(args)
        rest = super().parse_args(ctx, ["--help"] if given == ("-h",) else args)
        query = ctx.params.get("query") or ""
        if query.startswith("--") and "--" not in given:
            raise click.NoSuchOption(query, ctx=ctx)
        return rest


QUERY_CONTEXT = {
    "ignore_unknown_options": True,
    "help_option_names": ["--help"],  # no -h: click would find it in -kharkiv
}


class _EmptyPathError(click.ClickException):
    """Wrong usage that is told in one line: of an empty variable in a script, the usage explains nothing."""

    exit_code = 2

    def __init__(self) -> None:
        super().__init__("An empty path names no file or folder.")


class NamedPath(click.Path):
    """A path that names something: an empty one is not the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse an empty path."""
        if not value:
            raise _EmptyPathError
        return super().convert(value, param, ctx)


# Not `readable`: that a path can't be read is said, better, by what reads it.
PATH = NamedPath(path_type=Path, readable=False)
PATH_OR_DASH = NamedPath(path_type=str, readable=False, allow_dash=True)


def _fill_closed_streams() -> None:
    """Put the null device where a standard stream is closed: the next file that is opened must not take its place."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # for good
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # what the terminal's encoding lacks


def _deliver_interrupt_again(dropped: "sys.UnraisableHookArgs") -> None:
    """Interrupt once more, after Ctrl-C fell into a destructor: Python prints what a destructor raises, and goes on."""
    if issubclass(dropped.exc_type, KeyboardInterrupt):
        threading.Timer(0.01, _interrupt_main_thread).start()
    else:
        sys.__unraisablehook__(dropped)


def _interrupt_main_thread() -> None:
    """Send it a signal, which wakes a call that blocks; `_thread.interrupt_main` waits until that returns.

    Where Ctrl-C is ignored, it was the SIGTERM of a command that heeds one.
    """
    main_thread = threading.main_thread().ident
    is_ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    if main_thread is not None:
        signal.pthread_kill(main_thread, signal.SIGTERM if is_ignored else signal.SIGINT)


def _discard_output() -> None:
    """Send to the null device what could not be written: Python would try again, and complain, when it ends."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
