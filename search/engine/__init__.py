"""What an archive's store must answer, and what answers it."""
