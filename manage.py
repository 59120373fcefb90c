#!/usr/bin/env python
"""Django's command line, with the project-local PostgreSQL started when no DATABASE_URL is given."""

import os
import sys

# These need no database, so they must not start one.
WITHOUT_DATABASE = {"build_css", "collectstatic", "compile_messages", "help", "makemessages", "version"}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvg_portal.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if not os.environ.get("DATABASE_URL") and command not in WITHOUT_DATABASE:
        from script import devdb

        os.environ["DATABASE_URL"] = devdb.start()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
