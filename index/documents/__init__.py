"""What flows from the readers to the store: articles, paragraphs, their ids."""
