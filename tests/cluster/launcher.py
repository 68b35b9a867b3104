"""The launcher of a node, in Java: whether it can be built here, and the class path of what was built."""

import fcntl
import re
import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent
TARGET = FOLDER / "target"
STAMP = TARGET / "built"
CLASS_PATH = f"{TARGET / 'classes'}:{TARGET / 'dependency' / '*'}"
SOURCES = (FOLDER / "pom.xml", *sorted((FOLDER / "src").iterdir()))
OLDEST_JAVA = 17


def lacking() -> str | None:
    """Return one sentence that says what to install if no node can run here."""
    compiler, maven = shutil.which("javac"), shutil.which("mvn")
    if compiler and maven:
        version = subprocess.run([compiler, "-version"], capture_output=True, text=True, check=False)
        number = re.search(r"javac (\d+)", version.stdout + version.stderr)
        if number and int(number[1]) >= OLDEST_JAVA:
            return None
    return "no JDK of Java 17 or newer, or no Maven: apt-get install openjdk-17-jdk-headless maven, then run again"


def is_built() -> bool:
    """Tell whether the launcher is built, of sources that have not changed since."""
    return STAMP.exists() and STAMP.stat().st_mtime >= max(source.stat().st_mtime for source in SOURCES)


def built() -> str:
    """Build the launcher if it isn't built or its sources are newer; return its class path.

    Processes that ask at the same time wait for the one that builds. Raises RuntimeError with what Maven said.
    """
    with (FOLDER / "pom.xml").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not is_built():
            shutil.rmtree(TARGET, ignore_errors=True)
            maven = subprocess.run(
                ["mvn", "-q", "-B", "package"], cwd=FOLDER, stdin=subprocess.DEVNULL, capture_output=True, text=True
            )
            if maven.returncode:
                raise RuntimeError(f"Maven could not build the launcher:\n{maven.stdout}{maven.stderr}")
            STAMP.touch()
    return CLASS_PATH
