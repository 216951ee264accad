"""Finite fields and groups of a given size, as tables of whole numbers."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Polynomial = tuple[int, ...]
"""Coefficients modulo a prime, the constant first."""


@cache
def prime_powers(number: int) -> tuple[tuple[int, int], ...]:
    """Return the prime factors of a number and how often each divides it."""
    powers = []
    prime = 2
    while number > 1:
        often = 0
        while number % prime == 0:
            number //= prime
            often += 1
        if often:
            powers.append((prime, often))
        prime += 1
    return tuple(powers)


def is_prime_power(number: int) -> bool:
    """Whether there is a field of so many elements."""
    return len(prime_powers(number)) == 1


def _remainder(dividend: Polynomial, divisor: Polynomial, prime: int) -> Polynomial:
    """Return the remainder by a divisor whose leading coefficient is 1."""
    rest = list(dividend)
    degree = len(divisor) - 1
    while len(rest) > degree:
        lead = rest.pop()
        for place in range(degree):
            at = len(rest) - degree + place
            rest[at] = (rest[at] - lead * divisor[place]) % prime
    return tuple(rest)


@cache
def _irreducible(prime: int, degree: int) -> Polynomial:
    """Return a polynomial that no other divides: the first there is."""
    for tail in product(range(prime), repeat=degree):
        candidate = (*tail, 1)
        divisors = (
            (*low, 1)
            for small in range(1, degree // 2 + 1)
            for low in product(range(prime), repeat=small)
        )
        if all(any(_remainder(candidate, divisor, prime)) for divisor in divisors):
            return candidate
    raise AssertionError("there is an irreducible polynomial of every degree")


def multiplied(size: int, one: int, other: int) -> int:
    """Return the product of two elements of the field of so many elements.

    An element is a number whose digits, in base p, are its coefficients.
    """
    ((prime, degree),) = prime_powers(size)
    digits = [
        [number // prime**place % prime for place in range(degree)] for number in (one, other)
    ]
    result = [0] * (2 * degree - 1)
    for (i, a), (j, b) in product(enumerate(digits[0]), enumerate(digits[1])):
        result[i + j] = (result[i + j] + a * b) % prime
    rest = _remainder(tuple(result), _irreducible(prime, degree), prime)
    return sum(digit * prime**place for place, digit in enumerate(rest))


@cache
def cyclic(size: int) -> Ints:
    """Return the table of additions modulo a number."""
    numbers = np.arange(size)
    return (numbers[:, None] + numbers) % size


@cache
def elementary(size: int) -> Ints:
    """Return the table of additions of the group that is a product of groups of prime size.

    For a prime power it is the addition of the field.
    """
    factors = [prime for prime, often in prime_powers(size) for _ in range(often)]
    numbers = np.arange(size)
    total = np.zeros((size, size), dtype=np.int64)
    unit = 1
    for prime in factors:
        digit = numbers // unit % prime
        total += (digit[:, None] + digit) % prime * unit
        unit *= prime
    return total


def negatives(plus: Ints) -> Ints:
    """Return the element that cancels each element of a group, from its additions."""
    return np.asarray(np.argmin(plus, axis=1), dtype=np.int64)
