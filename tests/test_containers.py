"""The compose file and the Dockerfile, read as no engine runs here."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ruamel.yaml import YAML

from graph.local.host import LOCKED, PLANS
from graph.paths import ROOT
from graph.settings import Settings


@pytest.fixture
def compose() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(ROOT / "docker-compose.yml")
    return found


def test_ports_are_on_loopback(compose: dict[str, Any]) -> None:
    """No service is published beyond this machine."""
    ports = [port for service in compose["services"].values() for port in service["ports"]]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_no_password_has_a_default(compose: dict[str, Any]) -> None:
    """The password comes from the environment, and without it nothing starts."""
    values = [
        value
        for service in compose["services"].values()
        for name, value in service["environment"].items()
        if "AUTH" in name or "PASSWORD" in name
    ]
    assert len(values) == 2
    assert all("${NEO4J_PASSWORD:?" in value for value in values)


def test_app_gets_settings_that_it_reads(compose: dict[str, Any]) -> None:
    """Every variable of the app is a setting of ours, and it waits for a healthy Neo4j."""
    app = compose["services"]["app"]
    assert set(app["environment"]) <= {name.upper() for name in Settings.model_fields}
    assert app["depends_on"]["neo4j"]["condition"] == "service_healthy"
    assert compose["services"]["neo4j"]["healthcheck"]["test"]


def test_health_check_has_no_password_in_its_arguments(compose: dict[str, Any]) -> None:
    """The password comes to cypher-shell by its environment: arguments are seen by everybody."""
    shell, _, arguments = compose["services"]["neo4j"]["healthcheck"]["test"][1].partition(
        "cypher-shell "
    )
    assert shell.startswith("NEO4J_PASSWORD=")
    assert "-p" not in arguments.split()
    assert "AUTH" not in arguments


def test_compose_names_the_same_neo4j(compose: dict[str, Any]) -> None:
    """The container's Neo4j is the version that the local one has."""
    from graph.local.jar_lock import VERSION

    assert compose["services"]["neo4j"]["image"] == f"neo4j:{VERSION}"


def test_compose_sets_what_the_local_neo4j_sets(compose: dict[str, Any]) -> None:
    """The container's Neo4j refuses addresses and reports, and keeps plans, as the local one."""
    environment = compose["services"]["neo4j"]["environment"]
    for name, value in {**LOCKED, **PLANS}.items():
        variable = "NEO4J_" + name.replace("_", "__").replace(".", "_")
        assert environment.get(variable) == value, name


def test_dockerfile_keeps_its_promises() -> None:
    """The image runs as its own user, is checked for health, and copies folders that exist."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER partycell$", text, re.M)
    assert "HEALTHCHECK" in text
    assert "requirements/app.txt" in text
    assert "requirements/dev.txt" not in text
    for folder in re.findall(r"^COPY (\w+) \w+$", text, re.M):
        assert (ROOT / folder).is_dir()
