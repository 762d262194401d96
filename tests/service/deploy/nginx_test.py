"""deploy/nginx: nginx takes it, and the settings that Pistache needs are in it."""
import re
import shutil
import unittest

import deployment
from deployment import Folder, ROOT, needs, run, text_of


@needs("nginx")
class Nginx(unittest.TestCase):
    def dump(self, with_tls=False):
        """`nginx -T` on the shipped files; only names of hosts and of the certificate differ."""
        with Folder() as folder:
            shutil.copytree(ROOT / "deploy/nginx", folder / "conf")
            servers = folder / "conf/servers.conf"
            servers.write_text(re.sub(r"server-\d:", "127.0.0.1:", servers.read_text()))
            if with_tls:
                self.make_certificate(folder)
                tls = (folder / "conf/tls.conf.example").read_text()
                (folder / "conf/tls.conf").write_text(tls.replace("/run/secrets", str(folder)))
            nginx = shutil.which("nginx", path=deployment.search_path())
            shown = run([nginx, "-T", "-p", str(folder), "-c", str(folder / "conf/nginx.conf")])
            self.assertEqual(shown.returncode, 0, shown.stderr)
            return shown.stdout

    def make_certificate(self, folder):
        made = run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
                    "-subj", "/CN=localhost", "-keyout", str(folder / "tls.key"), "-out",
                    str(folder / "tls.crt")])
        self.assertEqual(made.returncode, 0, made.stderr)

    def test_it_is_accepted(self):
        self.assertNotIn("ssl_certificate", self.dump())

    @needs("openssl")
    def test_it_is_accepted_with_tls(self):
        dumped = self.dump(with_tls=True)
        self.assertIn("ssl_protocols TLSv1.2 TLSv1.3;", dumped)
        self.assertIn("Strict-Transport-Security", dumped)

    def test_it_talks_to_the_server_as_pistache_needs(self):
        dumped = self.dump()
        for setting in ("proxy_http_version 1.1;", "proxy_set_header Connection keep-alive;",
                        "proxy_ignore_client_abort on;", "client_max_body_size 4m;",
                        "client_max_body_size 64m;", "server_tokens off;",
                        "proxy_set_header X-Forwarded-For $remote_addr;",
                        'proxy_set_header Forwarded "";'):
            self.assertIn(setting, dumped)
        self.assertRegex(dumped, r"keepalive \d+;")

    def test_it_never_repeats_a_request_that_may_have_been_carried_out(self):
        self.assertNotIn("non_idempotent", self.dump())

    def test_it_closes_kept_connections_before_the_server_does(self):
        ours = int(re.search(r"keepalive_timeout (\d+)s", text_of("deploy/nginx/servers.conf"))
                   .group(1))
        options = ROOT / "native_server/pistache/options.hpp"
        if not options.exists():
            self.skipTest("no HTTP host yet")
        servers = int(re.search(r"Duration idle\{([0-9']+)\}", options.read_text()).group(1)
                      .replace("'", ""))
        self.assertLess(ours * 1000, servers / 2)

    def test_it_trusts_no_address_that_a_client_claims(self):
        self.assertIn("proxy_set_header X-Forwarded-For $remote_addr;", self.dump())


if __name__ == "__main__":
    deployment.main()
