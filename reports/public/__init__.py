"""The public site: what anybody may read, and nothing else. `selection` says what that is; everything public asks there."""
