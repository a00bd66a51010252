#!/usr/bin/env python3
"""assay serve killed while it saves: the file is the old text or the new one, never half, and the next server goes on from there.

    serve_kill_test.py ASSAY"""
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse

ASSAY = os.path.abspath(sys.argv.pop(1))
ROOT = pathlib.Path(__file__).resolve().parents[2]
TOKEN = "a-token-for-the-test"
ROUNDS = 10 if os.environ.get("ASSAY_SANITIZED") else 25
FILE = "rules/killed.yaml"
RULE = """rules:
  - id: probe.killed
    title: Helpers are praised
    statement: learning
    level: 3
    points: 2
    about: {rationale: Praise shows}
    match: |
      helpers *2 praised
"""


def text_of(version):
    """A sound rule file, long enough to take a while to write, that says at both ends which version it is."""
    padding = ("# " + "x" * 97 + "\n") * 8000
    return f"# version {version}\n{RULE}{padding}# end of version {version}\n"


def version_of(text):
    first, last = text.split("\n", 1)[0], text.rstrip("\n").rsplit("\n", 1)[-1]
    version = int(first.removeprefix("# version "))
    assert last == f"# end of version {version}", last
    assert text == text_of(version)
    return version


class Client:
    """Writes drafts and saves them until the server is gone."""

    def __init__(self, port):
        self.port = port
        self.begun = 0  # the version whose save was asked for last
        self.done = 0  # the version whose save was answered last

    def ask(self, method, path, body=None):
        self.connection.request(method, f"/api/v1/packs/seeded/{path}?path={urllib.parse.quote(FILE)}", None if body is None else json.dumps(body),
                                {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"})
        answer = self.connection.getresponse()
        return answer.status, json.loads(answer.read())

    def run(self, version):
        try:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            status, now = self.ask("GET", "file")
            base = now.get("sha256") or "" if status == 200 else ""
            draft = now.get("draft") if status == 200 else None
            revision = draft["revision"] if draft else 0
            while True:
                version += 1
                status, answer = self.ask("PUT", "draft", {"text": text_of(version), "revision": revision, "base_sha256": base})
                assert status == 200, answer
                self.begun = version
                status, answer = self.ask("POST", "save", {"revision": answer["revision"], "base_sha256": base})
                assert status == 200, answer
                self.done, base, revision = version, answer["sha256"], 0
        except (OSError, http.client.HTTPException):
            pass
        finally:
            self.connection.close()


class Killed(unittest.TestCase):
    def test_a_kill_at_any_moment_leaves_a_whole_file(self):
        folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder)
        shutil.copytree(ROOT / "tests" / "rule_errors" / "base", folder / "seeded")
        file = folder / "seeded" / FILE
        file.parent.mkdir(exist_ok=True)
        file.write_text(text_of(0))
        version, found, cut = 0, 0, 0
        chance = random.Random(7)
        for _ in range(ROUNDS):
            server = subprocess.Popen([ASSAY, "serve", "--pack", folder / "seeded", "--no-open", "--api-only", "--port", "0", "--token", TOKEN],
                                      stdout=subprocess.PIPE, text=True, env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache")})
            client = Client(urllib.parse.urlparse(server.stdout.readline().strip()).port)
            writer = threading.Thread(target=client.run, args=(version,))
            writer.start()
            while client.begun == 0 and writer.is_alive():
                time.sleep(0.001)
            time.sleep(chance.random() * 0.15)
            server.send_signal(signal.SIGKILL)
            server.wait()
            server.stdout.close()
            writer.join()
            self.assertGreater(client.begun, version, "nothing was saved")
            # What was answered is there; what was asked for may be.
            before = found
            found = version_of(file.read_text())
            self.assertIn(found, {client.done or before, client.begun})
            cut += client.done != client.begun
            version = client.begun
        # Otherwise the kills fell between saves and show nothing.
        self.assertGreater(cut, 0)
        print(f"{cut} of {ROUNDS} kills fell into a save")


if __name__ == "__main__":
    unittest.main()
