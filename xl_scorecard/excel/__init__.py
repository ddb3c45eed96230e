"""The open workbook: refresh, undo, rebuild, and what a computer needs for that.

Comes in: a workbook that is open in Excel, by way of xlwings. Goes out: new values in the ranges that its bindings
name, or the workbook as it was and one plain sentence. No sums here: the pipeline makes them. May use every room below
cli and batch; xlwings is imported here alone, and only when a workbook is spoken to. Called by cli, and by the buttons
in Excel, which call `xl_scorecard.excel.run.run`.

`run.py` is the way in; `refreshing.py` shows a refresh on one page; `sight.py` is what stands in the workbook,
`fitting.py` where the new values go, `blocks.py` in which pieces they are written, `writing.py` writes them or puts
everything back.
"""
