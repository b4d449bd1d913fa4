"""Imported by the fork server, or by `dask worker --preload`, and by nothing else, so that workers
begin warm."""

import gc

from sextant.batch.warm import warm_up

warm_up()
gc.freeze()  # what was loaded is never collected: forked workers then leave those pages shared
