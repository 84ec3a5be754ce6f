# SPDX-License-Identifier: Apache-2.0
"""The peers, in a virtual environment: bench/.venv, made from requirements.txt and again where that has changed."""
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent
VENV = BENCH / ".venv"


def python():
    """The environment's Python."""
    wanted, stamp, program = BENCH / "requirements.txt", VENV / "requirements.txt", VENV / "bin" / "python"
    if not stamp.exists() or stamp.read_bytes() != wanted.read_bytes():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        for arguments in (["-U", "pip"], ["-r", wanted]):
            subprocess.run([program, "-m", "pip", "install", "-q", *arguments], check=True)
        stamp.write_bytes(wanted.read_bytes())
    return program
