"""Print what is measured: ``python -m borderSim.classroom.speed``."""

from borderSim.classroom.speed import measured

for name, value in measured().items():
    print(f"{name:<36}{value:>10.2f}")
