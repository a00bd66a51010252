#!/usr/bin/env python3
"""assay serve as a program: its address, its end, and what it refuses.

    serve_test.py ASSAY ASSAY_WITHOUT_PAGE"""
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

ASSAY = os.path.abspath(sys.argv.pop(1))
WITHOUT_PAGE = os.path.abspath(sys.argv.pop(1))
ROOT = pathlib.Path(__file__).resolve().parents[2]


class Serve(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        shutil.copytree(ROOT / "tests" / "rule_errors" / "base", self.folder / "seeded")

    def tearDown(self):
        shutil.rmtree(self.folder)

    def start(self, *more):
        self.server = subprocess.Popen(
            [ASSAY, "serve", "--pack", self.folder / "seeded", "--no-open", "--api-only", *more],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        address = self.server.stdout.readline().strip()
        return urllib.parse.urlparse(address)

    def end(self, with_signal):
        self.server.send_signal(with_signal)
        out, err = self.server.communicate(timeout=60)
        return self.server.returncode, out, err

    def refused(self, *arguments):
        run = subprocess.run([ASSAY, "serve", "--no-open", "--api-only", *map(str, arguments)], capture_output=True, text=True, timeout=60)
        return run.returncode, run.stderr

    def test_its_address_begins_a_session_and_a_signal_ends_it_well(self):
        for with_signal in (signal.SIGINT, signal.SIGTERM):
            address = self.start("--port", "0")
            self.assertEqual(address.hostname, "127.0.0.1")
            token = urllib.parse.parse_qs(address.query)["token"][0]
            self.assertEqual(len(token), 32)
            connection = http.client.HTTPConnection("127.0.0.1", address.port, timeout=30)
            self.addCleanup(connection.close)
            connection.request("GET", "/api/v1/state", headers={"Authorization": "Bearer " + token})
            state = json.loads(connection.getresponse().read())
            self.assertEqual(state["packs"][0]["id"], "seeded")
            # An open connection and half a request keep nobody from ending.
            half = socket.create_connection(("127.0.0.1", address.port))
            half.send(b"GET / HT")
            code, out, err = self.end(with_signal)
            self.assertEqual(code, 0)
            self.assertEqual(out, "")
            self.assertEqual(err, "")
            half.close()

    def test_secrets_are_in_the_address_only(self):
        address = self.start("--port", "0", "--token", "a-secret-of-my-own")
        connection = http.client.HTTPConnection("127.0.0.1", address.port, timeout=30)
        self.addCleanup(connection.close)
        for path in ("/?token=wrong", "/api/v1/state", "/nothing"):
            connection.request("GET", path)
            body = connection.getresponse().read().decode()
            self.assertNotIn("a-secret-of-my-own", body)
        code, out, err = self.end(signal.SIGTERM)
        self.assertEqual((code, out, err), (0, "", ""))

    def test_other_machines_are_let_in_with_a_token_and_a_warning_only(self):
        code, err = self.refused("--pack", self.folder / "seeded", "--host", "0.0.0.0")
        self.assertEqual(code, 2)
        self.assertIn("--token", err)
        code, err = self.refused("--pack", self.folder / "seeded", "--host", "0.0.0.0", "--token", "short")
        self.assertEqual(code, 2)
        self.start("--port", "0", "--host", "0.0.0.0", "--token", "a-token-of-sixteen-and-more")
        code, _, err = self.end(signal.SIGTERM)
        self.assertEqual(code, 0)
        self.assertIn("warning", err)
        self.assertNotIn("a-token-of-sixteen", err)

    def test_what_cannot_be_served_is_said(self):
        taken = socket.socket()
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        for arguments, word in (
            (("--pack", self.folder), "pack.yaml"),
            (("--pack", self.folder / "seeded", "--corpus", self.folder / "nowhere"), "corpus"),
            (("--pack", self.folder / "seeded", "--port", taken.getsockname()[1]), "--port"),
            (("--pack", self.folder / "seeded", "--pack", self.folder / "seeded"), "seeded"),
        ):
            code, err = self.refused(*arguments)
            self.assertEqual(code, 2, arguments)
            self.assertIn(word, err)
        taken.close()

    def test_an_assay_without_the_page_says_so(self):
        run = subprocess.run([WITHOUT_PAGE, "serve", "--pack", self.folder / "seeded", "--no-open"], capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, 2)
        self.assertEqual(run.stdout, "")
        self.assertIn("the workbench is not in this assay", run.stderr)
        self.assertIn("npm", run.stderr)
        # All else is there, the REST interface included.
        server = subprocess.Popen([WITHOUT_PAGE, "serve", "--pack", self.folder / "seeded", "--no-open", "--api-only", "--port", "0"],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(server.communicate)
        self.addCleanup(server.terminate)
        address = urllib.parse.urlparse(server.stdout.readline().strip())
        token = urllib.parse.parse_qs(address.query)["token"][0]
        connection = http.client.HTTPConnection("127.0.0.1", address.port, timeout=30)
        self.addCleanup(connection.close)
        for path, status in (("/api/v1/state", 200), ("/", 404)):
            connection.request("GET", path, headers={"Authorization": "Bearer " + token})
            answer = connection.getresponse()
            body = answer.read()
            self.assertEqual(answer.status, status, path)
            if status == 200:
                self.assertFalse(json.loads(body)["workbench"]["present"])


if __name__ == "__main__":
    unittest.main()
