"""Stories of which some are copies, and in which somebody is called by several names.  All is invented."""

from tests.archives import TIDES, Said, Story, Told

BELL = Told("The bell of Sankt Brannoc rang eleven times at noon, and nobody in the whole valley could say why.")
SHEPHERDS = Told("Shepherds on the far slope counted the strokes on their fingers, and so did the postman.")
ROPES = Told("Ringers from three parishes came to look at the ropes on Wednesday, and found them properly tied.")
VORN = Told(
    "“Nobody is to ring the old bell again before the ropes are dry,” Igor Vorn said.",
    (Said("Nobody is to ring the old bell again before the ropes are dry,", "Igor Vorn"),),
)
VORN_ALONE = Told(
    "“Nobody is to ring the old bell again before the ropes are dry,” Vorn had told the ringers.",
    (Said("Nobody is to ring the old bell again before the ropes are dry,", "Vorn"),),
)
FIRST = Story("first", (BELL, SHEPHERDS, VORN), "The bell rings", "2031-05-01", "Lantern Wire")
COPY = Story("copy", (SHEPHERDS, BELL), "Bell heard at noon", "2031-05-02", language="de")
OTHER = Story("other", (ROPES, VORN_ALONE), "The ropes are dry", "2031-05-02", "Quillmere Post")
STORIES = (*TIDES[:3], FIRST, OTHER, COPY, *TIDES[3:])
