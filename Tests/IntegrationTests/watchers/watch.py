#!/usr/bin/env python3
"""Prints a line for each event of a path, as a Python library reports it: watch.py watchdog|watchfiles PATH."""
import sys


def by_watchdog(path):
    from watchdog.events import FileSystemEventHandler
    from watchdog.observers import Observer

    class Printer(FileSystemEventHandler):
        def on_any_event(self, event):
            print(event.event_type, event.src_path, getattr(event, "dest_path", ""), flush=True)

    observer = Observer()
    observer.schedule(Printer(), path, recursive=False)
    observer.start()
    print("established", flush=True)
    observer.join()


def by_watchfiles(path):
    from watchfiles._rust_notify import RustNotify

    # What watchfiles.watch() does, with a word when the watch is there.
    notify = RustNotify([path], False, False, 0, False, False)
    print("established", flush=True)
    names = {1: "added", 2: "modified", 3: "deleted"}
    while True:
        changes = notify.watch(20, 10, 0, None)
        if not isinstance(changes, set):
            sys.exit(f"watchfiles: {changes}")
        for kind, changed in sorted(changes):
            print(names[kind], changed, flush=True)


{"watchdog": by_watchdog, "watchfiles": by_watchfiles}[sys.argv[1]](sys.argv[2])
