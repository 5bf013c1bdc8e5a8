"""The protocol of a side: each line of standard input is a question, whose answer is a line of JSON; at the end, peak memory and versions."""

import json
import resource
import sys
import time
from collections.abc import Callable


def answer_lines(reply: Callable[[str], dict], versions: str) -> None:
    out = standard_output()
    for line in sys.stdin:
        try:
            answer = reply(line.strip())
        except Exception as error:  # told, and the next line is answered
            answer = {"error": repr(error)}
        print(json.dumps(answer), file=out, flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"peakMegabytes": peak, "versions": versions}), file=out, flush=True)


def standard_output():
    """Answers go to standard output alone; what libraries print goes to standard error."""
    out, sys.stdout = sys.stdout, sys.stderr
    return out


def seconds_of(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def python_version() -> str:
    return f"Python {sys.version.split()[0]}"
