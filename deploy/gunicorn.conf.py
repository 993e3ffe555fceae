"""gunicorn's settings: `gunicorn --config deploy/gunicorn.conf.py wsgi:application`."""

bind = "127.0.0.1:8000"
workers = 3
# No limit of its own: the site answers too long a query with a page that says so. The reverse
# proxy in front (nginx: 8 KB) bounds what strangers can send.
limit_request_line = 0
