"""Who sees what: an audience sees what is for itself and for every audience that it extends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def closure(audience: str, extends: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return `audience` and all that it extends, directly or through others."""
    found: set[str] = set()
    ahead = [audience]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += extends.get(name, ())
    return frozenset(found)


def sees(audience: str, item: Iterable[str], extends: Mapping[str, Iterable[str]]) -> bool:
    """Whether `audience` may see an item that is for the audiences in `item`."""
    return not closure(audience, extends).isdisjoint(item)


def ring(audience: str, extends: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return the audiences that extend each other in a ring through `audience`; empty when there is none."""

    def beyond(name: str) -> frozenset[str]:
        return frozenset[str]().union(*(closure(other, extends) for other in extends.get(name, ())))

    return frozenset(other for other in beyond(audience) if audience in beyond(other))
