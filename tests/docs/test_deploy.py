"""The examples for running the server are sound: they parse, agree with each other and with the code."""

import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import yaml

from bot.settings import PREFIX, Settings, read_settings
from bot.web.bounds import PAGE_BYTES

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "docs" / "deploy"
SYSTEMD = ROOT / "docs" / "systemd"
UNITS = ("hepatica.service", "hepatica-kiosk.service")
EXAMPLES = [ROOT / "Containerfile", *sorted(DEPLOY.iterdir()), *sorted(SYSTEMD.iterdir()), ROOT / "docs" / "deploy.md"]
OBJECTS = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")))


def by_kind(kind):
    """The objects of a kind in the Kubernetes example."""
    return [found for found in OBJECTS if found["kind"] == kind]


def test_every_setting_in_an_example_exists():
    """Nobody copies a setting that stops the start."""
    known = {PREFIX + field.name.upper() for field in fields(Settings)}
    for file in EXAMPLES:
        assert set(re.findall(rf"{PREFIX}[A-Z_]+", file.read_text(encoding="utf-8"))) <= known, file.name


def test_every_example_is_on_the_page():
    """A file beside the page that the page does not name is found by nobody."""
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    for file in DEPLOY.iterdir():
        assert f"(deploy/{file.name})" in page


def test_the_systemd_units_are_sound():
    """Systemd's own checker finds nothing where it is installed; the server has no rights and comes back by itself."""
    for name in UNITS:
        unit = (SYSTEMD / name).read_text(encoding="utf-8")
        assert all(f"[{section}]" in unit for section in ("Unit", "Service", "Install"))
        assert "Restart=always" in unit
    server = (SYSTEMD / "hepatica.service").read_text(encoding="utf-8")
    for line in ("DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="):
        assert f"\n{line}\n" in server


def test_systemd_reads_the_unit_of_the_server(tmp_path):
    """With a program in place of ours, `systemd-analyze verify` has nothing to say against any line."""
    checker = shutil.which("systemd-analyze")
    unit = (SYSTEMD / "hepatica.service").read_text(encoding="utf-8")
    copy = tmp_path / "hepatica.service"
    copy.write_text(unit.replace("/opt/hepatica/bin/hepatica serve", "/bin/true"), encoding="utf-8")
    # Where it is not installed, the lines are at least of the form that it wants.
    told = (
        subprocess.run([checker, "verify", copy], capture_output=True, text=True, check=False).stderr if checker else ""
    )
    assert not [line for line in told.splitlines() if "hepatica.service" in line]
    assert all(re.fullmatch(r"#.*|\[\w+\]|\w+=.*|", line) for line in unit.splitlines())


def test_the_settings_of_the_unit_start(tmp_path):
    """The example of the environment is read without a complaint, but for the site file, which is the clinic's."""
    lines = (SYSTEMD / "hepatica.env").read_text(encoding="utf-8").splitlines()
    pairs = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    site = tmp_path / "site.yaml"
    site.touch()
    assert read_settings({**pairs, "HEPATICA_SITE": str(site)}).port == 8000


def test_the_pods_have_no_rights_and_no_way_out():
    """Not root, nothing to write, no capability, no connection out; and health as the server answers it."""
    (deployment,) = by_kind("Deployment")
    pod = deployment["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True and not pod["automountServiceAccountToken"]
    security = container["securityContext"]
    assert security["readOnlyRootFilesystem"] and not security["allowPrivilegeEscalation"]
    assert security["capabilities"] == {"drop": ["ALL"]}
    (policy,) = by_kind("NetworkPolicy")
    assert policy["spec"]["egress"] == [] and "Egress" in policy["spec"]["policyTypes"]
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        asked = container[probe]["httpGet"]
        assert asked["path"] == "/readyz"
        assert {"name": "Host", "value": "localhost"} in asked["httpHeaders"]


def test_the_objects_find_each_other():
    """Labels, ports and names agree, so that a request finds its way."""
    (deployment,), (service,), (ingress,) = by_kind("Deployment"), by_kind("Service"), by_kind("Ingress")
    template = deployment["spec"]["template"]
    labels = template["metadata"]["labels"]
    for holder in (deployment, service, *by_kind("PodDisruptionBudget"), *by_kind("NetworkPolicy")):
        spec = holder["spec"]
        chosen = spec.get("podSelector", spec.get("selector"))
        assert chosen.get("matchLabels", chosen) == labels
    (port,) = template["spec"]["containers"][0]["ports"]
    assert service["spec"]["ports"][0]["targetPort"] == port["name"] and port["containerPort"] == Settings().port
    backend = ingress["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert backend["name"] == service["metadata"]["name"]
    host = ingress["spec"]["rules"][0]["host"]
    settings, site = by_kind("ConfigMap")
    assert settings["data"]["HEPATICA_PUBLIC_URL"] == f"https://{host}"
    assert yaml.safe_load(site["data"]["site.yaml"])["region"]


def test_proxies_pass_on_what_the_server_needs():
    """Host, the client's address and the scheme; bodies no larger than the server takes; counts kept inside."""
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    caddy = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    for header in ("Host $host", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme"):
        assert f"proxy_set_header {header};" in nginx
    assert f"client_max_body_size {PAGE_BYTES // 1024}k;" in nginx and f"max_size {PAGE_BYTES // 1024}KB" in caddy
    for text in (nginx, caddy):
        assert "/metrics" in text and f"127.0.0.1:{Settings().port}" in text
        assert text.count("{") == text.count("}")


def test_the_image_runs_without_rights():
    """Built with locked packages only; another user than root; a health check that makes a reply."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    final = text[text.rindex("\nFROM ") :]
    assert re.search(r"^USER (?!0|root)\d+", final, flags=re.MULTILINE)
    assert "HEALTHCHECK" in final and "/readyz" in final and "--require-hashes" in text
    assert final.rindex("USER ") < final.rindex("ENTRYPOINT")
