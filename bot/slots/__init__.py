"""What a question names beside its subject: an outcome, a number of weeks; and whether it leans on the last turn."""
