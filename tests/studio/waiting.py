"""In place of learning: names its steps and waits, or fails at once."""

import sys
import time

if __name__ == "__main__":
    sys.stdout.write("stage: before\nstage: after\n")
    sys.stdout.flush()
    if "fail" in sys.argv:
        sys.exit("no memory")
    time.sleep(600)
