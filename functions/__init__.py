"""One folder per Lambda function: a folder shows all that its function does."""
