"""deploy/kubernetes: the manifests fit together and to this version."""
import os
import pathlib
import sys
import unittest

import deployment
from deployment import ROOT, manifests, run, version

VALIDATOR = "kubernetes-validate==1.37.0"


def of_kind(kind):
    return [item for _, item in manifests() if item["kind"] == kind]


def pods():
    """(name, pod specification, labels) of everything that makes pods."""
    for kind in ("Job", "StatefulSet"):
        for item in of_kind(kind):
            template = item["spec"]["template"]
            yield item["metadata"]["name"], template["spec"], template["metadata"]["labels"]


class Manifests(unittest.TestCase):
    def test_everything_is_in_its_namespace(self):
        for name, item in manifests():
            if item["kind"] != "Namespace":
                self.assertEqual(item["metadata"]["namespace"], "financescr", name)

    def test_pods_are_harmless(self):
        for name, pod, _ in pods():
            self.assertTrue(pod["securityContext"]["runAsNonRoot"], name)
            self.assertFalse(pod["automountServiceAccountToken"], name)
            for container in pod["containers"]:
                context = container["securityContext"]
                self.assertTrue(context["readOnlyRootFilesystem"], name)
                self.assertFalse(context["allowPrivilegeEscalation"], name)
                self.assertEqual(context["capabilities"], {"drop": ["ALL"]}, name)
                self.assertIn("memory", container["resources"]["limits"], name)

    def test_the_user_is_the_image_s(self):
        for name, pod, _ in pods():
            user = pod["securityContext"]
            self.assertIn(f"USER {user['runAsUser']}:{user['runAsGroup']}",
                          deployment.text_of("Dockerfile"), name)

    def test_readiness_asks_the_store_and_liveness_does_not(self):
        container = of_kind("StatefulSet")[0]["spec"]["template"]["spec"]["containers"][0]
        self.assertEqual(container["readinessProbe"]["httpGet"]["path"], "/readyz")
        self.assertEqual(container["livenessProbe"]["httpGet"]["path"], "/healthz")
        self.assertEqual(container["startupProbe"]["httpGet"]["path"], "/healthz")

    def test_secrets_come_from_the_platform(self):
        self.assertEqual(of_kind("Secret"), [])
        for name, pod, _ in pods():
            for container in pod["containers"]:
                for variable in container["env"]:
                    self.assertEqual("secretKeyRef" in variable.get("valueFrom", {}),
                                     variable["name"] == "DATABASE_URL",
                                     f"{name}: {variable['name']}")

    def test_keys_are_files_that_only_the_server_may_read(self):
        pod = of_kind("StatefulSet")[0]["spec"]["template"]["spec"]
        secret = next(volume["secret"] for volume in pod["volumes"] if volume["name"] == "keys")
        self.assertEqual(secret["defaultMode"] & 0o037, 0)
        folder = next(mount["mountPath"] for mount in pod["containers"][0]["volumeMounts"]
                      if mount["name"] == "keys")
        named = {value for name, value in of_kind("ConfigMap")[0]["data"].items()
                 if name.endswith("_KEY_FILE")}
        self.assertEqual(named, {f"{folder}/{item['path']}" for item in secret["items"]})

    def test_a_job_migrates_with_the_image_of_the_servers(self):
        job = of_kind("Job")[0]
        container = job["spec"]["template"]["spec"]["containers"][0]
        server = of_kind("StatefulSet")[0]["spec"]["template"]["spec"]["containers"][0]
        self.assertEqual(container["args"], ["migrate", "up"])
        self.assertEqual(container["image"], server["image"])
        self.assertTrue(server["image"].endswith(":" + version()), server["image"])
        self.assertTrue(job["metadata"]["name"].endswith(version().replace(".", "-")))

    def test_servers_keep_their_names_and_keys(self):
        server = of_kind("StatefulSet")[0]["spec"]
        container = server["template"]["spec"]["containers"][0]
        at = container["args"].index("--instance")
        self.assertEqual(container["args"][at + 1], "$(POD_NAME)")
        self.assertGreaterEqual(server["replicas"], 2)
        claims = {claim["metadata"]["name"] for claim in server["volumeClaimTemplates"]}
        mounts = {mount["mountPath"]: mount["name"] for mount in container["volumeMounts"]}
        self.assertIn(mounts["/var/lib/financescr"], claims)

    def test_packs_cannot_be_written(self):
        container = of_kind("StatefulSet")[0]["spec"]["template"]["spec"]["containers"][0]
        mount = next(each for each in container["volumeMounts"] if each["mountPath"] == "/data")
        self.assertTrue(mount["readOnly"])

    def test_selectors_find_the_servers(self):
        labels = next(each for name, _, each in pods() if name == "financescr")
        selectors = [service["spec"]["selector"] for service in of_kind("Service")]
        selectors += [item["spec"]["selector"]["matchLabels"]
                      for item in of_kind("PodDisruptionBudget") + of_kind("StatefulSet")]
        for selector in selectors:
            self.assertEqual(labels, labels | selector)
        restricted = [item["spec"]["podSelector"]["matchLabels"]
                      for item in of_kind("NetworkPolicy")]
        for name, _, pod_labels in pods():
            self.assertTrue(any(pod_labels == pod_labels | each for each in restricted), name)

    def test_the_platform_waits_longer_than_the_server_drains(self):
        pod = of_kind("StatefulSet")[0]["spec"]["template"]["spec"]
        self.assertGreaterEqual(pod["terminationGracePeriodSeconds"], 35)

    def test_the_options_exist(self):
        for name, pod, _ in pods():
            args = pod["containers"][0]["args"]
            words = args[:2] if args[0] == "migrate" else args[:1]
            known = deployment.help_of(words)
            self.assertIsNotNone(known, f"{name}: financescr {' '.join(words)}")
            for word in args:
                if word.startswith("--"):
                    self.assertIn(word, known, name)


class Schema(unittest.TestCase):
    """Against the OpenAPI schemas of Kubernetes, fetched once into build/cache."""

    def validator(self):
        folder = pathlib.Path(os.environ.get("FINANCESCR_TEST_CACHE", ROOT / "build/cache"))
        venv = folder / VALIDATOR.replace("==", "-")
        program = venv / "bin/kubernetes-validate"
        if not program.exists():
            folder.mkdir(parents=True, exist_ok=True)
            made = run([sys.executable, "-m", "venv", "--clear", str(venv)])
            if made.returncode == 0:
                made = run([str(venv / "bin/pip"), "install", "--quiet", "--retries", "0",
                            "--timeout", "20", VALIDATOR], limit_s=300)
            if made.returncode != 0:
                self.skipTest(f"{VALIDATOR} cannot be fetched")
        return program

    def test_every_manifest_follows_it(self):
        program = self.validator()
        files = sorted(str(path) for path in (ROOT / "deploy/kubernetes").glob("*.yaml"))
        self.assertGreater(len(files), 8)
        shown = run([str(program), "--strict", "--no-warn", *files])
        self.assertEqual(shown.returncode, 0, shown.stdout + shown.stderr)

    def test_a_misspelt_field_is_found(self):
        program = self.validator()
        with deployment.Folder() as folder:
            text = deployment.text_of("deploy/kubernetes/server.yaml")
            (folder / "bad.yaml").write_text(text.replace("readinessProbe", "readynessProbe"))
            shown = run([str(program), "--strict", str(folder / "bad.yaml")])
        self.assertNotEqual(shown.returncode, 0)


if __name__ == "__main__":
    deployment.main()
