"""A finished result as data: tables and manifests, no pages."""
