"""The image built without an engine: the Dockerfile's steps, one by one, in folders of Debian."""
