// compromise_net.mjs PHRASES FOLDER COUNT: the phrases as one compiled net of compromise (npm), the JavaScript
// library that an analyst would take. Prints CPU seconds and hits a document; phrases only, no figures.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

// Found where it was installed, not beside this file.
const nlp = createRequire(path.join(process.cwd(), 'package.json'))('compromise/one');
const [phrasesFile, folder, count] = process.argv.slice(2);
const phrases = fs.readFileSync(phrasesFile, 'utf8').split('\n').slice(0, -1);
const texts = fs.readdirSync(folder).sort().slice(0, Number(count))
  .map((name) => fs.readFileSync(path.join(folder, name), 'utf8').replace(/\s+/g, ' '));

// A trie of words: the fastest of its ways to look for many phrases.
const trie = nlp.buildTrie(phrases);
let hits = 0;
const before = process.cpuUsage();
for (const text of texts) hits += new Set(nlp(text).lookup(trie).out('array').map((t) => t.toLowerCase())).size;
const used = process.cpuUsage(before);
console.log((used.user + used.system) / 1e6, hits / texts.length);
