"""python_loop.py PHRASES FOLDER COUNT: the loop an analyst would write; prints CPU seconds, hits and score a document."""
import os
import re
import sys
import time

METRICS = [r'(\d+(?:\.\d+)?)\s?%', r'(\d+) days', r'(\d+) weeks', r'(\d+) people', r'(\d+) carers', r'(\d+) out of (\d+)',
           r'average of (\d+)', r'increased (?:by|to) (\d+)', r'reduced (?:by|to) (\d+)', r'waiting list of (\d+)']

with open(sys.argv[1]) as f:
    phrases = f.read().split('\n')[:-1]
rules = [(re.compile(r'\b' + p.replace(' ', r'\s+') + r'\b', re.I), ((i * 7) % 21 - 10) / 10 or 0.1) for i, p in enumerate(phrases)]
metrics = [re.compile(m.replace(' ', r'\s+'), re.I) for m in METRICS]
names = sorted(os.listdir(sys.argv[2]))[:int(sys.argv[3])]
texts = [open(os.path.join(sys.argv[2], n), encoding='utf-8', errors='replace').read() for n in names]
hits = score = 0
start = time.process_time()
for text in texts:
    for rule, points in rules:
        if rule.search(text):
            hits += 1
            score += points
    for metric in metrics:
        if any(float(m[1]) > 50 for m in metric.finditer(text)):
            hits += 1
            score += 0.5
print(time.process_time() - start, hits / len(texts), score / len(texts))
