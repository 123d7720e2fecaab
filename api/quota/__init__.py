"""Clients and their quotas: statements, query seconds, exports, and a fair queue."""
