"""What `linkwright doctor` looks at."""
