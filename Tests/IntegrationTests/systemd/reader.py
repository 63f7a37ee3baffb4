#!/usr/bin/env python3
"""Reads a volume until SIGTERM: reader.py VOLUME ONE-KEY.

Every value is one letter, repeated, so a mix of two versions shows. Prints "reads N longest MILLISECONDS", or what was
wrong, and exits 1 then.
"""
import os
import signal
import sys
import time

volume, one_key = sys.argv[1:]
running = True


def stop(*_):
    global running
    running = False


signal.signal(signal.SIGTERM, stop)
kept = os.open(one_key, os.O_RDONLY)
names = sorted(name for name in os.listdir(volume) if not name.startswith(".."))
reads, longest = 0, 0.0


def letter(data, what):
    if not data or data.count(data[:1]) != len(data):
        sys.exit(f"{what}: {len(data)} bytes of {sorted(set(data))}")
    return data[:1]


def read(path, directory=None):
    descriptor = os.open(path, os.O_RDONLY, dir_fd=directory)
    try:
        return os.read(descriptor, 1 << 20)
    finally:
        os.close(descriptor)


def generation_of(volume):
    while True:
        try:
            return os.open(os.path.join(volume, "..data"), os.O_PATH | os.O_DIRECTORY)
        except FileNotFoundError:  # switched between reading the link and following it, as on any volume of Kubernetes
            continue


while running:
    start = time.monotonic()
    letter(os.pread(kept, 1 << 20, 0), "a descriptor that stays open")
    for name in names:
        letter(read(os.path.join(volume, name)), name)
    generation = generation_of(volume)
    if len({letter(read(name, generation), f"..data/{name}") for name in names}) != 1:
        sys.exit("keys of two generations in one")
    os.close(generation)
    reads += 1
    longest = max(longest, time.monotonic() - start)

print(f"reads {reads} longest {round(longest * 1000)}")
