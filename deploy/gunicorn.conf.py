"""How does gunicorn run the site? `gunicorn --config deploy/gunicorn.conf.py wsgi:application`."""

# Gunicorn's control socket would be a file in a home folder: the site has none and writes nothing.
control_socket_disable = True
bind = "127.0.0.1:8000"
workers = 3
# 0: gunicorn does not limit the length of an address, because the site answers a query that is too
# long with a page that says so. The reverse proxy in front limits what strangers can send (nginx:
# 8 KB).
limit_request_line = 0
# Seconds. A worker opens the index and works its tables out before it answers, which takes longer
# than the usual 30 seconds where the index is large and the machine busy.
timeout = 120
