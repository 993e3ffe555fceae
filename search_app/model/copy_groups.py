"""Which documents are of one group? Those that have a key in common, or a chain of them."""

from collections.abc import Sequence


class CopyGroups:
    """Joins documents that have a key in common."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}
        self._sequences: dict[str, int] = {}

    def add(self, document_id: str, sequence: int, keys: Sequence[str]) -> None:
        """Join a document with all others that have one of its keys."""
        self._sequences[document_id] = sequence
        for key in keys:
            one, other = self._root(f"document {document_id}"), self._root(key)
            self._parents[one] = other

    def firsts(self) -> dict[str, str]:
        """Return for each document of a group of several the id of the first of them."""
        members: dict[str, list[str]] = {}
        for document_id in sorted(self._sequences, key=self._sequences.__getitem__):
            members.setdefault(self._root(f"document {document_id}"), []).append(document_id)
        groups = [group for group in members.values() if len(group) > 1]
        return {document_id: group[0] for group in groups for document_id in group}

    def _root(self, node: str) -> str:
        parent = self._parents.setdefault(node, node)
        while parent != node:
            grandparent = self._parents[parent]
            self._parents[node] = grandparent
            node, parent = parent, grandparent
        return node
