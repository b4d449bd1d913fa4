"""Reading evidence: files to passages, Statements, Mentions and Findings.

How a kind of file is read (the contract of a reader)
-----------------------------------------------------
A `Reader` (material.py) names what it reads, by suffix and, where a suffix is shared (.json, .xml,
.csv), by `recognises(name, head)`, which sees the first 64 KiB. It is registered in the `READERS`
of `documents/__init__.py` or `scanners/__init__.py`; scanners are asked first, and the first that
recognises the file reads it. `module` is imported only when such a file is met; it has

    def read(given: Given) -> Material

* `given.name` is the name to show and to write into every `source`; `given.path` is where the bytes
  are, for streaming; `given.raw()` gives them all (never more than the reader's `max_bytes`);
  `given.limits` says how much may be read; `given.check_time()` belongs into every long loop;
  `given.beside` are all files of the evidence, for a reader that needs another one.
* A document hands back `Material(blocks=...)`: text with a place that a person can go to. They
  become Passages, which the statement reader reads. What it says is quoted verbatim.
* A scanner or platform export hands back `Material(reliability="scanner", statements=...,
  mentions=...)`: finished Statements (ids are given by sextant.reading), summarised, each with a
  quote that stands in the file, and fact Mentions.
* Both say how old they are (`dated`, `dated_from`) where the file tells, and what was left out
  (`notes`); `findings` are reported as they are.
* `raise Unreadable("is protected by a password")` for what cannot be read: the words complete "The
  file ...". Any other exception is caught by files.py and said as "is damaged": a file costs only
  itself.
"""
