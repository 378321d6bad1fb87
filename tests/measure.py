"""Runs a command and measures it: processor time in the program itself, so that a busy machine does not fail what is
linear, and peak memory, in a process that is itself small: the peak Linux tells of a child is never less than what its
parent held when it started it."""
import subprocess
import sys

# Seconds after which a run is ended: what is quadratic would run for minutes or hours.
TIMEOUT = 180

MEASURE = """
import os, subprocess, sys, threading, time
start = time.monotonic()
process = subprocess.Popen(sys.argv[2:])
deadline = threading.Timer(float(sys.argv[1]), process.kill)
deadline.start()
_, status, usage = os.wait4(process.pid, 0)
deadline.cancel()
print(os.waitstatus_to_exitcode(status), usage.ru_utime, usage.ru_maxrss / 1024)
"""


def measure(command, out):
    """Runs a command that writes `out`: exit status, output, errors, seconds, peak memory in MB."""
    done = subprocess.run([sys.executable, "-S", "-c", MEASURE, str(TIMEOUT), *command], capture_output=True)
    status, seconds, memory = done.stdout.split()
    return int(status), out.read_bytes() if out.exists() else b"", done.stderr.decode("utf-8", "replace"), float(seconds), float(memory)
