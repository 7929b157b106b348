"""The coreferencers and staters of this room in their order of running."""

from extractors.part import Coreferencer, Stater
from extractors.relations.alias import ALIAS
from extractors.relations.conveyance import NUMBER
from extractors.relations.linking import LINKS
from extractors.relations.properties import PROPERTIES
from extractors.relations.same_name import SAME_NAME

COREFERENCERS: tuple[Coreferencer, ...] = (SAME_NAME, ALIAS, NUMBER)
STATERS: tuple[Stater, ...] = (LINKS, PROPERTIES)
