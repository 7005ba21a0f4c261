// Read {folder, queries} from standard input; print what search-core.js makes of them: the normal form, the hits, packs and time.
const fs = require("node:fs");
const path = require("node:path");
require("../../templates/assets/js/search-terms.js");
require("../../templates/assets/js/search-core.js");

const input = JSON.parse(fs.readFileSync(0, "utf8"));
const packs = new Map();
globalThis.DLC_INDEX = (name, value) => packs.set(name, value);
const load = (name) => (0, eval)(fs.readFileSync(path.join(input.folder, name + ".js"), "utf8"));
load("index");
const index = DLCSearch.createIndex(packs.get("header"), (name) => packs.get(name));

function search(query) {
  const started = process.hrtime.bigint();
  let loaded = 0;
  for (;;) {
    index.missing.clear();
    const hits = DLCSearch.search(index, query);
    if (!index.missing.size) {
      const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
      return { normal: index.normalise(query), hits, loaded, milliseconds };
    }
    loaded += index.missing.size;
    index.missing.forEach(load);
  }
}

process.stdout.write(JSON.stringify({ answers: input.queries.map(search) }));
