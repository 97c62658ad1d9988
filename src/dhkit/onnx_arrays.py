"""ONNX arrays: the named arrays of a file in the ONNX format, and nothing else of it.

Owns the little of the format that is needed to have a model's weights without the libraries that run it. In come the
bytes of a file, out come arrays by name. What is computed with them is another module's matter; the graph is skipped.

Method: the file is one message of Protocol Buffers. A message is a row of fields, each a number and a kind: 0 a whole
number in groups of seven bits, 1 and 5 eight and four bytes, 2 a length and as many bytes, which may be a message
again. The arrays are field 5 of field 7; of an array, 1 is its shape, 2 its type, 8 its name, 9 its bytes.

    >>> array = bytes([8, 2, 16, 3, 66, 1, 97, 74, 2, 5, 255])
    >>> read_arrays(bytes([58, len(array) + 2, 42, len(array)]) + array)
    {'a': array([ 5, -1], dtype=int8)}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

_TYPES = {1: "<f4", 3: "<i1", 6: "<i4", 7: "<i8"}
_GRAPH, _ARRAY = 7, 5
_SHAPE, _TYPE, _NAME, _BYTES = 1, 2, 8, 9


def read_arrays(file: bytes) -> dict[str, NDArray[Any]]:
    """Read the arrays of a model by name; those that hold whole or single-precision numbers as plain bytes.

    Raises:
        ValueError: if the bytes are no such file.
    """
    arrays = {}
    whole = memoryview(file)
    for number, graph in _fields(whole):
        for part, told in _fields(graph) if number == _GRAPH and isinstance(graph, memoryview) else ():
            if part == _ARRAY and isinstance(told, memoryview):
                name, array = _array(told)
                if array is not None:
                    arrays[name] = array
    return arrays


def _array(message: memoryview) -> tuple[str, NDArray[Any] | None]:
    shape: list[int] = []
    kind, name, data = "", "", None
    for number, value in _fields(message):
        if isinstance(value, int):
            if number == _SHAPE:
                shape.append(value)
            elif number == _TYPE:
                kind = _TYPES.get(value, "")
        elif number == _SHAPE:
            shape += _packed(value)
        elif number == _NAME:
            name = str(value, "utf-8")
        elif number == _BYTES:
            data = value
    return name, np.frombuffer(data, dtype=kind).reshape(shape) if kind and data is not None else None


def _fields(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Go through the fields of a message: each with its number, and a whole number or bytes."""
    at = 0
    while at < len(message):
        key, at = _whole(message, at)
        kind = key & 7
        if kind == 0:
            value, at = _whole(message, at)
            yield key >> 3, value
            continue
        if kind == 2:
            length, at = _whole(message, at)
        elif kind in (1, 5):
            length = 8 if kind == 1 else 4
        else:
            raise ValueError(f"no ONNX file: a field of kind {kind} at byte {at}")
        if at + length > len(message):
            raise ValueError(f"no ONNX file, or only a part of one: {length} bytes told at byte {at} are not there")
        yield key >> 3, message[at : at + length]
        at += length


def _whole(message: memoryview, at: int) -> tuple[int, int]:
    """Read one whole number, seven bits a byte, lowest first; the last byte is below 128."""
    value = shift = 0
    while at < len(message):
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
    raise ValueError("no ONNX file, or only a part of one: it ends inside a number")


def _packed(message: memoryview) -> list[int]:
    values, at = [], 0
    while at < len(message):
        value, at = _whole(message, at)
        values.append(value)
    return values
