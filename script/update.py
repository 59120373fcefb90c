"""Bring the database and the made files up to this code; run by script/update."""

from script import steps

if __name__ == "__main__":
    steps.connect()
    with steps.alone():
        steps.build()
        steps.collect_static()
        steps.migrate()
    steps.say("Up to date. Now restart what serves: systemctl reload lvg-portal; systemctl restart lvg-portal-letters")
