"""Everything that happens to the fictional organisation."""

from wortel.demo.actions.beginning import begin, catch_up
from wortel.demo.actions.living import live
from wortel.demo.actions.past import fill
from wortel.demo.actions.settling import settle

__all__ = ["begin", "catch_up", "fill", "live", "settle"]
