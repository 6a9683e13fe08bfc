"""The laptop: the real stack on a local engine, with a mailbox and a demo company."""
