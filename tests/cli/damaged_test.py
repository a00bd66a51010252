#!/usr/bin/env python3
"""A thousand inputs that are damaged or made to do harm, through the real program: each ends in a record of its own.

    damaged_test.py ASSAY FIXTURES RULES [COUNT]

FIXTURES holds sound reports in every format (tests/data/formats); they are cut, bent and mislabelled here. COUNT: how many
inputs in all, 1,000 unless told."""
import ctypes
import io
import json
import os
import pathlib
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

ASSAY, FIXTURES, RULES = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve(), os.path.abspath(sys.argv[3])
COUNT = int(sys.argv[4]) if len(sys.argv) > 4 else 1000
failures = 0


def check(name, good, detail=""):
    global failures
    failures += 0 if good else 1
    print(("ok    " if good else "FAIL  ") + name + ("" if good else f": {detail}"))


def archive(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for name, content in parts:
            z.writestr(name, content)
    return out.getvalue()


def pdf(objects):
    """A PDF of the bodies given, numbered from 1; the first is its catalogue."""
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out) + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)


def stream(content, filters=b"/FlateDecode"):
    return b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(content), filters, content)


def page_of(content):
    return [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", content]


def deflated_twice(unit, times):
    """`unit` so many times, deflated twice: the second pass shrinks what the first left of repetition."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(unit * 1000) for _ in range(times // 1000)) + packer.flush()
    return zlib.compress(once, 9)


def bombs():
    word = b'<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body>%s</w:body></w:document>'
    yield "zip-10000-to-1.docx", archive([("word/document.xml", word % (b"<w:p><w:r><w:t>" + b"a" * (200 << 20) + b"</w:t></w:r></w:p>"))],
                                         zipfile.ZIP_BZIP2)
    yield "zip-styles.docx", archive([("word/document.xml", word % b"<w:p/>"), ("word/styles.xml", b" " * (40 << 20))])
    yield "xml-deep.docx", archive([("word/document.xml", word % (b"<w:tbl><w:tr><w:tc>" * 300000))])
    yield "xml-entities.docx", archive([("word/document.xml", b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "&%c;&%c;&%c;&%c;">' % ((98 + i,) + (97 + i,) * 4) for i in range(20)) + b"]>" + word % b"<w:p><w:r><w:t>&t;</w:t></w:r></w:p>")])
    yield "zip-in-zip.docx", archive([("word/document.xml", archive([("word/document.xml", word % b"<w:p/>")]))])
    yield "zip-many.docx", archive([(f"word/part{i}.xml", b"") for i in range(20000)])
    yield "zip.docx", archive([("readme.txt", b"hello")])
    yield "pdf-stream.pdf", pdf(page_of(stream(deflated_twice(b"BT /F1 9 Tf (Care leavers wait.) Tj ET\n", 6_000_000), b"[/FlateDecode /FlateDecode]")))
    yield "pdf-million-pages.pdf", pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1000000 /Kids [" + b"3 0 R " * 1000000 + b"] >>",
                                        *page_of(stream(zlib.compress(b"BT /F1 9 Tf (Page) Tj ET")))[2:]])
    deep = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    deep += [b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (i + 3) for i in range(50000)]
    yield "pdf-deep.pdf", pdf(deep + [b"<< /Type /Page >>"])
    yield "pdf-circle.pdf", pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])
    yield "pdf-arrays.pdf", pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"[" * 2_000_000])
    yield "html-deep.html", b"<!doctype html><html><body>" + b"<div>" * 400000 + b"Score: 3"
    yield "html-inline-deep.html", b"<!doctype html><p>" + b"<b><i>" * 60000 + b"Score: 3"
    yield "html-attributes.html", b"<!doctype html><p " + b"".join(b"a%d=1 " % i for i in range(100000)) + b">Score: 3"
    yield "html-tables.html", b"<!doctype html>" + b"<table><tr><td>" * 20000
    yield "one-line.txt", b"Learning, improvement and innovation. " * 200000
    yield "newlines.txt", b"\n" * 5_000_000
    yield "numbers.txt", b"".join(b"%d.\n" % (i % 400) for i in range(200000))
    yield "headings.md", b"# Learning, improvement and innovation\n\nScore: 3\n\n" * 40000
    yield "large.txt", b"Staff walked along the river and back. " * 2_000_000
    yield "gzip.txt", zlib.compress(b"x" * 1000)
    yield "utf16.txt", "Learning, improvement and innovation\nScore: 3\n".encode("utf-16")
    yield "zeros.bin", bytes(100000)


def bend(content, how, rng):
    at = rng.randrange(len(content))
    if how == 0:
        return content[:at]
    if how == 1:
        bent = bytearray(content)
        for _ in range(rng.choice((1, 8, 64))):
            bent[rng.randrange(len(bent))] ^= 1 << rng.randrange(8)
        return bytes(bent)
    if how == 2:
        return content[:at] + bytes(rng.randrange(1, 400)) + content[at + 400:]
    if how == 3:
        return content[:at] + content[at + rng.randrange(1, 2000):]
    if how == 4:
        other = rng.randrange(len(content))
        return content[:at] + content[other:other + 3000] + content[at:]
    return content[at:] + content[:at]


def special_files(folder):
    """What is no file at all. Returns the paths; sockets are kept open by the caller."""
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "folder.pdf").mkdir()
    (folder / "folder.pdf" / "unreadable.txt").write_bytes(b"x")
    os.symlink(folder / "circle-b", folder / "circle-a")
    os.symlink(folder / "circle-a", folder / "circle-b")
    os.symlink(folder / "nowhere", folder / "dangling.docx")
    os.symlink(folder / "folder.pdf", folder / "to-folder")
    os.mkfifo(folder / "pipe.txt")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(folder / "socket.txt"))
    names = ["empty.pdf", "circle-a", "circle-b", "dangling.docx", "pipe.txt", "socket.txt", "never-was.html", "n" * 5000]
    return listening, [folder / name for name in names] + [pathlib.Path("/dev/null"), pathlib.Path("/dev/zero"), pathlib.Path("/proc/self/mem")]


def main():
    # Whatever a killed converter leaves behind becomes this process's child, and is seen.
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
    rng = random.Random(20261121)
    # A short path: the name of a socket may have some hundred bytes.
    folder = pathlib.Path(tempfile.mkdtemp(prefix="assay-damaged-"))
    scratch, home = folder / "tmp", folder / "home"
    inputs = folder / "in"
    for path in (scratch, home, inputs):
        path.mkdir()
    try:
        listening, paths = special_files(inputs)
        for name, content in bombs():
            paths.append(inputs / name)
            paths[-1].write_bytes(content)
        made_to_harm = len(paths)
        originals = sorted(p for p in FIXTURES.iterdir() if p.suffix in (".pdf", ".docx", ".html", ".txt"))
        suffixes = (".pdf", ".docx", ".html", ".txt", ".md", "", ".exe")
        for i in range(COUNT - made_to_harm):
            original = originals[i % len(originals)]
            suffix = rng.choice(suffixes) if i % 7 == 0 else original.suffix
            paths.append(inputs / f"bent-{i:04}{suffix}")
            paths[-1].write_bytes(bend(original.read_bytes(), i // len(originals) % 6, rng) or b"%")
        good = FIXTURES / "harrowby.txt"
        paths.append(good)
        listed = folder / "list"
        listed.write_text("".join(f"{path}\n" for path in paths))
        begun = time.monotonic()
        result = subprocess.run([ASSAY, "score", "--format", "jsonl", "-j", "2", "@" + str(listed)], capture_output=True, timeout=1500, check=False,
                                cwd=scratch, env={"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(scratch), "ASSAY_RULES": RULES, **{
                                    k: v for k, v in os.environ.items() if k.startswith(("ASSAY_CONVERT", "ASAN_", "UBSAN_", "LSAN_"))}})
        stderr = result.stderr.decode(errors="replace")
        print(f"      {len(paths)} inputs in {time.monotonic() - begun:.0f} s")
        check("the program ends by itself, with 1", result.returncode == 1, f"{result.returncode}: {stderr[-2000:]}")
        check("nothing is told by a sanitizer", "Sanitizer" not in stderr and "runtime error" not in stderr, stderr[-3000:])
        records = [json.loads(line) for line in result.stdout.splitlines()]
        reports = [record for record in records if "source" in record]
        check("each input has its record, in order", [r["source"]["path"] for r in reports] == [str(p) for p in paths],
              f"{len(reports)} records of {len(paths)}")
        unsettled = [r["source"]["path"] for r in reports if not r["errors"] and not r["assessments"]]
        # A file that is recognised but holds nothing to score has neither, and says so in a warning.
        unsettled = [path for path, r in ((r["source"]["path"], r) for r in reports) if path in unsettled and not r.get("warnings")]
        check("each record has an error or a result", not unsettled, unsettled[:5])
        codes = {}
        for r in reports:
            for error in r["errors"]:
                codes[error["code"]] = codes.get(error["code"], 0) + 1
        print("      " + ", ".join(f"{code} {n}" for code, n in sorted(codes.items())) + f", scored {sum(not r['errors'] for r in reports)}")
        ours = [r["source"]["path"] for r in reports for e in r["errors"] if e["code"] == "crashed" and not r["source"]["path"].endswith(".pdf")]
        check("no converter of assay's own crashes", not ours, ours[:5])
        check("the sound file among them is scored", reports and not reports[-1]["errors"] and len(reports[-1]["assessments"]) == 5)
        bad = sum(bool(r["errors"]) for r in reports)
        check("the bad ones are listed at the end", f"{bad} of {len(paths)} files could not be scored" in stderr, stderr[-300:])
        check("no temporary file is left", not list(scratch.iterdir()), list(scratch.iterdir()))
        try:
            left = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            left = None
        check("no process is left", left is None, left)
        listening.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("all passed" if failures == 0 else f"{failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
