"""From a template and values to the mail a candidate reads."""
