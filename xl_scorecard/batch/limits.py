"""Limits: how long one piece of work may take, and how much memory its process may use."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds, and megabytes of memory (0: no limit)."""

    seconds: float = 600.0
    memory: int = 4096


def limit_memory(megabytes: int) -> None:
    """Have this process fail where it asks for more memory than that: MemoryError, or its own end.

    Linux counts what a process has of its own (RLIMIT_DATA); other systems do not let us set this limit.
    """
    if megabytes and can_limit_memory():
        resource = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE, megabytes * MEGABYTE))


def can_limit_memory() -> bool:
    """Does this system let us limit the memory of a process?"""
    return sys.platform == "linux"
