"""A new generation made of the published one and of what is added: what is kept as it is, what is written anew."""
