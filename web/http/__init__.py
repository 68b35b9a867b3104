"""What every answer has in common: headers, caching, compression, problems, assets."""
