"""Runs the peers and assay in turn; see scripts/bench-peers."""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
DOCUMENTS = 1000
# What every engine must find a document where the peers' set-up was checked: (hits, score).
JSON = 'assay, file to JSON'
EXPECTED = {200: (20.20, -5.00)}


def run(command, **options):
    """Runs to the end; (standard output, CPU seconds of the child, its peak memory in MB)."""
    # GNU time forks from a small process: the peak memory of a child of this one would begin at Python's. Its CPU seconds have but
    # two decimals; the kernel tells them to the microsecond.
    with tempfile.NamedTemporaryFile('r') as usage:
        process = subprocess.Popen(['/usr/bin/time', '-q', '-f', '%M', '-o', usage.name, *command], stdout=subprocess.PIPE, **options)
        out = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f'{command[0]} failed with {process.returncode}')
        kilobytes = float(usage.read())
    return out, used.ru_utime + used.ru_stime, kilobytes / 1024


class PeakMemory(threading.Thread):
    """The peak memory of rspamd's normal worker while the context is open."""

    def __enter__(self):
        self.peak, self.open = 0.0, True
        self.start()
        return self

    def __exit__(self, *_):
        self.open = False
        self.join()

    def run(self):
        while self.open:
            for pid in filter(str.isdigit, os.listdir('/proc')):
                try:
                    with open(f'/proc/{pid}/cmdline', 'rb') as f:
                        if not f.read().startswith(b'rspamd: normal process'):
                            continue
                    with open(f'/proc/{pid}/status') as f:
                        found = re.search(r'VmHWM:\s+(\d+)', f.read())
                    if found:
                        self.peak = max(self.peak, int(found[1]) / 1024)
                except OSError:
                    pass
            time.sleep(0.3)


class Bench:
    def __init__(self, options, count):
        self.o, self.n = options, count
        self.dir = os.path.join(options.work, f'd{count}')
        self.env = dict(os.environ, PEER_WORK=options.work)
        self.rows = {}

    def prepare(self):
        subprocess.run([sys.executable, f'{self.o.peers}/gen.py', str(DOCUMENTS), str(self.n), self.dir], check=True)
        os.makedirs(f'{self.o.work}/sastate', exist_ok=True)
        mails = sorted(os.listdir(f'{self.dir}/mails'))
        self.mails = [f'{self.dir}/mails/{m}' for m in mails]
        os.makedirs(f'{self.dir}/text', exist_ok=True)
        self.bytes = 0
        for mail in self.mails:  # the body of each mail is what the peers' rules see
            with open(mail, 'rb') as f:
                body = f.read().split(b'\n\n', 1)[1]
            self.bytes += len(body)
            with open(f'{self.dir}/text/{os.path.basename(mail)[:-4]}.txt', 'wb') as f:
                f.write(body)
        subprocess.run([f'{HERE}/make-pack', f'{self.dir}/phrases.txt', f'{self.dir}/pack'], check=True)

    def row(self, name, documents, cpu, memory, hits, score, start=''):
        row = self.rows.setdefault(name, {'rate': [], 'memory': 0, 'start': start})
        row['rate'].append(documents / max(cpu, 1e-6))
        row['memory'] = max(row['memory'], memory)
        row['hits'], row['score'] = hits, score

    def score(self, format_, what):
        """One process; (output, CPU seconds, peak memory)."""
        return run([self.o.assay, 'score', '-j1', '--format', format_, '--pack', f'{self.dir}/pack', what])

    def assay_rows(self, name, format_, hits, score):
        """All documents with the start of the process and the compilation of the pack, and without: the peers' figures are without
        theirs. What the start costs is what a run over one document costs, less that document."""
        out, cpu, memory = self.score(format_, f'{self.dir}/text')
        cold = statistics.median(self.score(format_, f'{self.dir}/text/00000.txt')[1] for _ in range(3))
        self.row(name, DOCUMENTS - 1, cpu - cold, memory, hits, score, f'{cold:.3f} s')
        self.row(f'{name}, start included', DOCUMENTS, cpu, memory, hits, score, f'{cold:.3f} s')
        return out

    def assay_scores(self):
        """What the peers do: scores and counts, no citations written."""
        full = self.rows[JSON]
        out = self.assay_rows('assay, file to a row of scores', 'csv-assessments', full['hits'], full['score'])
        assert out.count(b'\n') == DOCUMENTS + 1

    def assay(self):
        out = self.assay_rows(JSON, 'json', None, None)
        reports = json.loads(out)['reports']
        assert len(reports) == DOCUMENTS
        hits = score = 0
        for report in reports:
            fired = {f['rule']: f['points'] * (1 if f['level'] >= 3 else -1) for a in report['assessments'] for f in a['findings']}
            hits += len(fired)
            score += sum(fired.values())
        for name in (JSON, f'{JSON}, start included'):
            self.rows[name]['hits'], self.rows[name]['score'] = hits / DOCUMENTS, score / DOCUMENTS

    def spamassassin(self):
        count = DOCUMENTS if self.n <= 200 else 60
        out, _, memory = run(['perl', f'{self.o.peers}/sa_batch.pl', f'{self.dir}/sa', *self.mails[:count]], env=self.env)
        self.peer_line('SpamAssassin', out.decode(), memory)

    def spamassassin_compiled(self):
        version = subprocess.run(['perl', '-MMail::SpamAssassin', '-e', 'printf "5.036/%.6f", $Mail::SpamAssassin::VERSION'],
                                 check=True, capture_output=True, text=True).stdout
        compiled = f'{self.o.work}/salocal/compiled/{version}'
        folder = f'{self.dir}c'
        if not os.path.exists(folder):
            os.makedirs(compiled, exist_ok=True)
            os.makedirs(folder)
            subprocess.run(['cp', '-r', f'{self.dir}/sa', folder], check=True)
            with open(f'{folder}/sa/local.cf', 'r+') as f:
                text = f.read()
                f.seek(0)
                f.write('loadplugin Mail::SpamAssassin::Plugin::Rule2XSBody\n' + text)
            subprocess.run(['sa-compile', f'--siteconfigpath={folder}/sa', f'--configpath={folder}/sa', f'--updatedir={compiled}'],
                           check=True, capture_output=True)
        out, _, memory = run(['perl', f'{self.o.peers}/sa_batch_xs.pl', f'{folder}/sa', *self.mails], env=self.env)
        self.peer_line('SpamAssassin + sa-compile', out.decode(), memory)

    def rspamd(self):
        with PeakMemory() as memory:
            out = subprocess.run([f'{self.o.peers}/run_rspamd.sh', f'd{self.n}', '21333', 'false', '1'], env=self.env, check=True,
                                 capture_output=True, text=True).stdout
        for line in out.splitlines():
            self.peer_line('rspamd + Hyperscan', line, memory.peak)

    def peer_line(self, name, line, memory):
        field = dict(re.findall(r'(\S+?)=(\S+)', line))
        cpu = float((field.get('worker_cpu') or field['cpu']).rstrip('s'))
        self.row(name, int(field['docs']), cpu, memory, float(field['hits/doc']), float(field['score/doc']), field['init'].replace('s', ' s'))

    def hyperscan(self):
        out, _, memory = run([f'{self.o.work}/hyperscan', f'{self.dir}/phrases.txt', f'{self.dir}/text'])
        compile_s, cpu, hits = map(float, out.split())
        self.row('raw Hyperscan (phrases only)', DOCUMENTS, cpu, memory, hits / DOCUMENTS, None, f'{compile_s:.2f} s')

    def python_loop(self):
        count = 50 if self.n <= 200 else 10
        out, cpu, memory = run([sys.executable, f'{HERE}/python_loop.py', f'{self.dir}/phrases.txt', f'{self.dir}/text', str(count)])
        cpu, hits, score = map(float, out.split())
        self.row('Python, a loop over re', count, cpu, memory, hits, score)

    def compromise(self):
        """compromise (npm) tokenises and tags words by rules of its own: fewer documents, phrases only."""
        if not self.o.javascript:
            return
        count = 50 if self.n <= 200 else 10
        out, _, memory = run(['node', f'{HERE}/compromise_net.mjs', f'{self.dir}/phrases.txt', f'{self.dir}/text', str(count)],
                             cwd=self.o.javascript)
        cpu, hits = map(float, out.split())
        self.row('compromise (JavaScript, phrases only)', count, cpu, memory, hits, None)

    def rounds(self):
        self.prepare()
        for round_ in range(self.o.rounds):
            print(f'  {self.n} phrases, round {round_ + 1} …', file=sys.stderr)
            self.assay()
            self.assay_scores()
            self.rspamd()
            self.hyperscan()
            if round_ == 0:
                self.python_loop()
                self.compromise()
                self.spamassassin()
                if self.n <= 200:
                    self.spamassassin_compiled()

    def check(self):
        """All find the same; at a count that was never checked by hand, assay may differ where it means to."""
        reference = self.rows['rspamd + Hyperscan']
        want = EXPECTED.get(self.n) or (reference['hits'], reference['score'])
        for name, row in self.rows.items():
            if row['score'] is None or name.startswith('Python') or (name == 'SpamAssassin' and self.n > 200):
                continue  # fewer documents, or no points: not comparable by the mean
            if abs(row['hits'] - want[0]) <= 0.005 and abs(row['score'] - want[1]) <= 0.005:
                continue
            found = f'{name} finds {row["hits"]:.2f} a document with a score of {row["score"]:.2f}, not {want[0]:.2f} and {want[1]:.2f}'
            if not name.startswith('assay') or self.n in EXPECTED:
                sys.exit(found)
            print(f'\n{found}. In the first five documents:')
            if self.differences() > 0.01:
                sys.exit('More than one hit in a hundred differs.')

    def differences(self):
        """Prints where assay and a regular expression over the whole text differ; the share of such hits."""
        with open(f'{self.dir}/phrases.txt') as f:
            phrases = f.read().split('\n')[:-1]
        apart = total = 0
        for i in range(5):
            path = f'{self.dir}/text/{i:05d}.txt'
            with open(path, encoding='utf-8', errors='replace') as f:
                text = ' '.join(f.read().split())
            places = {n: re.search(rf'\b{p}\b', text, re.I) for n, p in enumerate(phrases)}
            out, _, _ = run([self.o.assay, 'score', '--format', 'json', '--pack', f'{self.dir}/pack', path])
            fired = {f['rule']: f for a in json.loads(out)['reports'][0]['assessments'] for f in a['findings']}
            for n, place in places.items():
                finding = fired.get(f'ph.{n:05d}')
                total += place is not None
                if place and not finding:
                    print(f'  only the peers: {phrases[n]} in "{text[max(0, place.start() - 12):place.end() + 12]}"')
                if finding and not place:
                    print(f'  only assay: {phrases[n]} in "{finding["matches"][0]["text"]}"')
                apart += (place is None) != (finding is None)
        return apart / max(total, 1)

    def table(self):
        # The best round of each: what else a machine does takes time from a round and never gives any.
        best = max(self.rows[JSON]['rate'])
        middle = statistics.median(self.rows[JSON]['rate'])
        print(f'\n{self.n} phrases and 10 numeric rules, {DOCUMENTS} documents, {self.bytes / 1e6:.1f} MB\n')
        print('| one process | documents/CPU-s | MB/CPU-s | CPU ms/document | assay is faster by | by the medians | start | peak memory | hits | score |')
        print('|---|---|---|---|---|---|---|---|---|---|')
        for name, row in self.rows.items():
            rate = max(row['rate'])
            score = '' if row['score'] is None else f'{row["score"]:.2f}'
            print(f'| {name} | {rate:,.0f} | {rate * self.bytes / DOCUMENTS / 1e6:.2f} | {1000 / rate:.3f} | {best / rate:.2f} × | '
                  f'{middle / statistics.median(row["rate"]):.2f} × | {row["start"]} | {row["memory"]:.0f} MB | {row["hits"]:.2f} | {score} |')
        sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--assay', default='build/release/assay')
    parser.add_argument('--peers', default='../shared/peer_bench')
    parser.add_argument('--rules', default='200,2000')
    parser.add_argument('--javascript', help='a folder with node_modules/compromise; left out, that peer is, too')
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--work', help='a folder to keep; a new one when left out')
    options = parser.parse_args()
    options.peers = os.path.abspath(options.peers)
    options.assay = os.path.abspath(options.assay)
    for needed in (f'{options.peers}/gen.py', options.assay):
        if not os.path.exists(needed):
            sys.exit(f'{needed} is not there')
    with tempfile.TemporaryDirectory() as fresh:
        options.work = os.path.abspath(options.work or fresh)
        os.makedirs(options.work, exist_ok=True)
        subprocess.run(['gcc', '-O2', '-o', f'{options.work}/hyperscan', f'{HERE}/hyperscan.c', '-I/usr/include/hs', '-lhs'], check=True)
        for count in map(int, options.rules.split(',')):
            bench = Bench(options, count)
            bench.rounds()
            bench.check()
            bench.table()


if __name__ == '__main__':
    main()
