"""Month end: many scorecards in one run, and the closing of a month.

Comes in: definitions, months, a dimension, a folder, limits. Goes out: a finished workbook for each with its manifest,
a workbook that sums them up, a record of what failed and why, and events as it goes. Uses multiprocessing, openpyxl
and, where asked, dask.distributed; may use the pipeline and every room below it. Called by cli.

`running.py` is the way in; `crew.py` keeps the worker processes, `cluster.py` those of a Dask cluster; `work.py` is
what they do; `closing.py` closes months.
"""
