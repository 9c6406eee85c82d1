"""A sweep on a SLURM cluster: workers as jobs that come as they are needed.

Start it on a node that may run for the whole time.

    python slurm.py surface

Needs ``pip install 'bordersim[dask]' dask-jobqueue``. Queue, account, memory and time are yours to
set.
"""

import sys

from dask_jobqueue import SLURMCluster

import borderSim as bs

if __name__ == "__main__":
    cluster = SLURMCluster(
        queue="short",
        account=None,
        cores=16,  # processors of a job ...
        processes=16,  # ... each with a process of its own: runs use one processor
        memory="32GB",
        walltime="02:00:00",
        interface=None,  # the network that nodes and this machine share, such as "ib0"
        job_script_prologue=["export OMP_NUM_THREADS=1"],
        # workers leave before their job is ended
        worker_extra_args=["--lifetime", "115m", "--lifetime-stagger", "4m"],
    )
    cluster.adapt(minimum_jobs=1, maximum_jobs=20)
    found = bs.sweep(
        sys.argv[1], engine="dask", scheduler=cluster.scheduler_address, results_dir="results"
    )
    print(found.folder)
