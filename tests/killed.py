"""Python code that is killed with SIGKILL just before its n-th step on the file system."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

_KILLER = """
import os, signal, sys
def killer(event, arguments, left=[{step}]):
    changes = event in {{"os.mkdir", "os.rmdir", "os.rename", "os.link", "os.symlink", "os.remove", "os.chmod"}}
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    exchanges = event == "ctypes.dlsym" and arguments[1] == "renameat2"
    starts = event == "subprocess.Popen"
    if changes or writes or exchanges or starts:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(killer)
"""


def killed_at_each_step(imports: str, action: str) -> Iterator[int]:
    """Run `action` again and again, killing it one step later each time; yield the step after each kill.

    Ends with the first run that needs no more steps than it may take, and so completes.
    """
    for step in range(1, 1000):
        code = f"{imports}\n{_KILLER.format(step=step)}\n{action}"
        done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
        if done.returncode == 0:
            return
        assert done.returncode == -signal.SIGKILL, done.stderr
        yield step
    raise AssertionError("it never ends")
