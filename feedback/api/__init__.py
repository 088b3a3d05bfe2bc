"""What other programs may read, as frozen structs of their own: a table can change without the API changing."""
