"""What all files of an index are made of: records, arrays, sorted terms, atomic writes."""
