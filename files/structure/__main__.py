"""``python -m files.structure <kind>``: reads the file that stands on standard input, says what it found as JSON.

Whatever hostile bytes do to a parser, they do it here: to a process with 512 MiB, ten seconds, and nothing to steal.
"""

import json
import resource
import sys
from pathlib import Path


def limit_this_process() -> None:
    from files.structure import limits

    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
    # Below the hard limit, where the end says why: SIGXCPU, not SIGKILL.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def most_memory() -> int:
    """The most that this process has held, in bytes. What getrusage says includes who started it, however large."""
    said = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) * 1024 for line in said.splitlines() if line.startswith("VmHWM:"))


def main() -> None:
    limit_this_process()
    from files import kinds
    from files.structure.examine import examine

    kind = kinds.BY_SLUG[sys.argv[1]]
    findings = examine(sys.stdin.buffer.read(), kind)
    used = resource.getrusage(resource.RUSAGE_SELF)
    json.dump(
        {
            "refusals": [[refusal.code, refusal.sentence] for refusal in findings.refusals],
            "notes": findings.notes,
            "memory": most_memory(),
            "seconds": used.ru_utime + used.ru_stime,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
