"""Cold starts: functions as they are deployed, in fresh processes, against a stub that answers as AWS does."""
