"""The coreferencers and staters of this room in their order of running."""

from extractors.part import Coreferencer, Stater
from extractors.relations.alias import ALIAS
from extractors.relations.appearance import APPEARANCE
from extractors.relations.conveyance import NUMBER
from extractors.relations.linking import LINKS
from extractors.relations.properties import PROPERTIES
from extractors.relations.same_name import SAME_NAME
from extractors.relations.shorthand import SHORTHAND
from extractors.relations.telling import TELLING

COREFERENCERS: tuple[Coreferencer, ...] = (SAME_NAME, ALIAS, SHORTHAND, NUMBER, TELLING)
STATERS: tuple[Stater, ...] = (LINKS, PROPERTIES, APPEARANCE)
