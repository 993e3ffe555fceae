"""gunicorn's settings: `gunicorn --config deploy/gunicorn.conf.py wsgi:application`."""

bind = "127.0.0.1:8000"
workers = 3
# Long queries and many facet values make long addresses; the site itself refuses those too long.
limit_request_line = 8190
