"""``python -m files.structure <kind>``: reads the file that stands on standard input, says what it found as JSON.

Whatever hostile bytes do to a parser, they do it here: to a process with 512 MiB, ten seconds, and nothing to steal.
"""

import json
import resource
import sys


def limit_this_process() -> None:
    from files.structure import limits

    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
    # Below the hard limit, where the end says why: SIGXCPU, not SIGKILL.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


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
            "memory": used.ru_maxrss * 1024,
            "seconds": used.ru_utime + used.ru_stime,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
