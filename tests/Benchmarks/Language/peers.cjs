// Words per second of wink-nlp (with wink-eng-lite-web-model) and compromise on the same texts, one thread, best of three rounds.
// usage: node peers.cjs FOLDER-WITH-node_modules FILE.jsonl...
const fs = require('fs');
const path = require('path');
const [folder, ...files] = process.argv.slice(2);
const load = (name) => { try { const loaded = require(path.join(folder, 'node_modules', name)); return loaded.default ?? loaded; } catch { return null; } };
const texts = files.flatMap((file) => fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line).text));
const words = texts.reduce((sum, text) => sum + text.split(/\s+/).filter(Boolean).length, 0);

function measure(name, analyse) {
  let best = Infinity;
  for (let round = 0; round < 3; round++) {
    const start = process.hrtime.bigint();
    for (const text of texts) analyse(text);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e9);
  }
  console.log(`${name}: ${Math.round(words / best)} words/s`);
}

const wink = load('wink-nlp');
const model = load('wink-eng-lite-web-model');
if (wink && model) {
  const nlp = wink(model);
  const its = nlp.its;
  measure('wink-nlp (tokens, sentences, tags, lemmas, entities)', (text) => {
    const doc = nlp.readDoc(text);
    doc.tokens().out(its.pos);
    doc.tokens().out(its.lemma);
    doc.entities().out(its.detail);
  });
} else {
  console.log('wink-nlp: not installed');
}
const compromise = load('compromise');
if (compromise) measure('compromise (tokens, sentences, tags, people, places, organisations)', (text) => {
  const doc = compromise(text);
  doc.topics().out('array');
});
else console.log('compromise: not installed');
