"""In place of learning: names its steps and waits, fails at once, or tells how much it was told."""

import sys
import time

if __name__ == "__main__":
    sys.stdout.write("stage: before\nstage: after\n")
    sys.stdout.flush()
    if "fail" in sys.argv:
        sys.exit("no memory")
    if "listen" in sys.argv:
        sys.exit(str(len(sys.stdin.buffer.read().decode())))
    time.sleep(600)
