"""What is known of an archive's words, names, people and places, whatever engine finds its paragraphs.

All of it is read from files that were written with the published state.
"""
