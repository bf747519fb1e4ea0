"""Every rule by its id: what `hepatica check` says about a finding, and what docs/rules.md is made from."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.workshop.rules.editing import EDITING
from bot.workshop.rules.rule import Rule
from bot.workshop.rules.starting import STARTING

RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in (*STARTING, *EDITING)})
