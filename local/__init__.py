"""The laptop: the real stack on a local engine, behind one address, with a mailbox and a demo company."""
