"""Readers that turn files into claims."""
