"""How gunicorn serves the portal: used by script/server and by the systemd unit (which binds a socket of its own)."""

import os

host = os.environ.get("HOST") or "127.0.0.1"
bind = f"[{host}]:{os.environ.get('PORT') or 8000}" if ":" in host else f"{host}:{os.environ.get('PORT') or 8000}"

workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
timeout = 60  # seconds: the largest picture is made smaller within the request
graceful_timeout = 30  # seconds for requests under way when it is told to stop
keepalive = 5  # seconds; nginx holds its connections open

# Who read what is nobody's business: no access log. nginx keeps one without query strings (deploy/nginx.conf).
accesslog = None
loglevel = "warning"
# Without it every gunicorn of one account would fight for the same ~/.gunicorn/gunicorn.ctl.
control_socket_disable = True
