"""The stack, in CDK."""
