"""A party made up by the rules, at any size: for tests of speed and for simulation.

Nothing in it is of the record: every node and edge has `basis: synthetic`, its ids begin with `s-`,
and it is loaded into an instance of its own.
"""

from synthetic.generate import generate
from synthetic.manifest import Manifest, read_manifest

__all__ = ["Manifest", "generate", "read_manifest"]
