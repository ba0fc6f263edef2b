"""Questions asked in a fixed form: what a questionnaire is, and what an answer to it may be. Knows no programme."""
