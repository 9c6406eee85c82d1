"""``python -m borderSim`` is the command ``bordersim``."""

import sys

from borderSim.cli import main

if __name__ == "__main__":
    sys.exit(main())
