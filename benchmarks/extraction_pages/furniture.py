"""What stands on pages beside the article: none of it is to be read.  Layouts name these by their names."""

TEASERS = (
    "Ferry timetable blamed for missing Thursday",
    "Why the bakery on Plum Street sells only corners",
    "Council votes to keep the second moon for now",
    "Goat elected to harbour board in a close count",
    "Five walks for people who dislike arriving",
    "Choir apologises to the neighbours of the choir",
    "The quiet return of the very large spoon",
    "School closes early as the clock runs out",
)
SUMMARIES = (
    "The operator says the day was there when the boat left and that it is looking into the matter.",
    "A visit to a shop where the middle of the loaf is thought to be bad luck.",
    "Residents had complained of too much light in the bedrooms facing south.",
    "It is the first time that the seat has gone to a candidate with horns.",
)
CAPTIONS = (
    "The pond at low tide last week, seen from the vestry window. Photograph: Otto Lind/Hexley Echo",
    "A bucket of the newer type on display at the town hall. Image: Parish of Hexley",
    "Crowds wait for the rain to explain itself. Picture: Lena Brandvik",
)
COMMENTS = (
    ("wetfeet77", "My grandmother always said this would happen and nobody listened to her, least of all the pond."),
    ("Constant Reader", "Typical of this paper to print only one side. What about the people who like the rain?"),
    ("b_lantern", "First! Also I lost a hat there in 1994 so if anybody has it please write to me."),
    ("Marge from Upper Hexley", "I agree with wetfeet77. The council has known about the buckets for years."),
)
MENU = ("Home", "News", "Politics", "Business", "Sport", "Culture", "Weather", "Video", "Opinion", "Obituaries")
TAGS = ("rain", "ponds", "parish councils", "buckets")
SHARE = ("Share on Facebook", "Share on X", "Email this article", "Copy link", "Print")
NEWSLETTER = "Sign up to our Morning Puddle newsletter and get the wettest stories of the day in your inbox."
COOKIES = (
    "We use cookies and similar technologies to give you a better experience. By continuing you accept our policy."
)
ADVERT = "Advertisement"
BIOGRAPHY = "writes about water and its consequences. Before joining the paper in 2019 they kept bees, then lost them."
COPYRIGHT = "© 2031 Hexley Echo Ltd. All rights reserved. Registered in a drawer. Terms of use. Privacy policy."
SUBSCRIBE = "You have read one of your three free articles this month. Subscribe from £1 a week to support our work."
