"""The fields of a paragraph: which terms each has, and where they stand.

| field | terms | positions |
| --- | --- | --- |
| text, title | stems, also of words' other forms | words |
| headline | stems of the title, once an article: of its first paragraph | words |
| native | stems of a text of another language than English, in that language: "de:haus" | words |
| said | stems of the words in quotation marks | words, in the slot of the speaker |
| form, headline_form | of text and headline, words that are not their stem, or stand beside such a one | |
| said_form | of said, the same | words, in the slot of the speaker |
| speaker | every word of a speaker's name and role, `NAMED` where it is a name | words, in the slot of the speaker |
| speaker_name | whole names, exactly | the slot |
| location | every word of a place's name, mention and containing places | words |
| demonym | every word of the name of a people, as mentioned and in the singular, and of its country | words |
| location_name, country, source_name | whole values, exactly | |
| source | words of the source's name | words |
| date | the day as YYYYMMDD | |
| article | the article's id | |
| language | the code of the language that the article is written in | |

A *slot* is a speaker's own range of `SLOT` positions.  `said` and `speaker` share it, so that whether the person who
is asked for is the person who said a word can be read from the positions of both.
"""

FORMS = {"text": "form", "headline": "headline_form", "said": "said_form"}
"""Fields that are indexed by stem, and the one with the words of each that are not their stem."""
SLOT = 1 << 20
"""Positions a speaker has for names and quoted words; a paragraph has far fewer words."""
MAX_SLOTS = 1 << 10
"""Speakers of one paragraph that are told apart; positions stay below 2^31.  The last slot is nobody's."""
NOBODY = MAX_SLOTS - 1
"""The slot of quotations whose speaker is unknown."""
NAMED = "="
"""Stands in the field `speaker`, in the slots of those who are surely known by a name; no word is written so."""
PROSE, SPOKEN = 1, 2
"""What a paragraph may be, as bits of its shape: whole sentences (`index.analysis.prose`); somebody speaks in it."""
