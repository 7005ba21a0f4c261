/* The scorer of the search: no page, no network. The same sums in the same order as src/dlcatalog/website/search/. */
(function (root) {
  "use strict";

  const {
    HAN_START, LONGEST_TERM, decodePostings, formatPieces, joinParts, makeNormaliser, queryPieces, splitPairs,
    splitPieces,
  } = root.DLCTerms;

  const LEVELS = [1, 2.5, 3.5, 5, 7, 9, 12, 15];
  const HALF_WEIGHT = 6;
  const STRENGTHS = LEVELS.map((weight) => weight / (weight + HALF_WEIGHT));
  const LIFTS = { landmark: 1.25, notable: 1.08 };
  const LEAST = 0.08, RERANKED = 20;
  const EQUAL_TITLE = 2.6, EQUAL_ALIAS = 2.4, PREFIX = 1.5, PHRASE = 1.25, TO_THE_LETTER = 1.15;
  const PLURAL = 0.9, JOINED = 0.95, SPLIT = 0.85, SINGLE = 0.8, PREFIX_BASE = 0.5, PREFIX_SHARE = 0.4;
  const TYPO = [1, 0.75, 0.55], OTHER_START = 0.8;
  const MOST_PREFIXES = 64, MOST_TYPOS = 16, MOST_SHARDS = 4, HALF = 3;

  const LETTERS = /^[^0-9+#]+$/, DIGITS = /^[0-9]+$/;

  /* The index: packs are asked for by name; what is not there yet is noted in `missing`, to be loaded before the next try */

  function bisect(items, value) {
    let low = 0, high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (items[middle] < value) low = middle + 1; else high = middle;
    }
    return low;
  }

  const encodeHex = (text) =>
    Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, "0")).join("");

  function createIndex(header, getPack) {
    const firsts = header.shards.map((shard) => shard[0]);
    const shards = new Map();
    const postings = new Map();
    const ranks = new Map();
    for (const rank of Object.keys(header.ranks)) {
      for (const posting of decodePostings(header.ranks[rank])) ranks.set(Math.floor(posting / 8), rank);
    }
    const index = {
      header, ranks, missing: new Set(), size: header.n, sharded: header.sharded,
      normalise: makeNormaliser(header.variants[0], header.variants[1]),
    };
    index.nameShard = (first) => (header.sharded ? "terms-" + encodeHex(first) : "terms");
    const findShard = (term) => {
      const at = bisect(firsts, term);
      return firsts[at] === term ? at : Math.max(at - 1, 0);
    };
    function getShard(at) {
      if (!shards.has(at)) {
        const name = index.nameShard(firsts[at]);
        const pack = getPack(name);
        if (!pack) { index.missing.add(name); return { terms: [], postings: [] }; }
        shards.set(at, { terms: pack.t.split(" "), postings: pack.p.split(" ") });
      }
      return shards.get(at);
    }
    index.findPostings = function (term) {
      if (!firsts.length) return [];
      if (postings.has(term)) return postings.get(term);
      const number = findShard(term);
      const shard = getShard(number);
      const at = bisect(shard.terms, term);
      const found = shard.terms[at] === term ? decodePostings(shard.postings[at]) : [];
      if (shards.has(number)) postings.set(term, found);
      return found;
    };
    index.has = (term) => index.findPostings(term).length > 0;
    index.listPrefix = function (prefix) {
      const terms = [];
      const first = firsts.length ? findShard(prefix) : 0;
      for (let number = first; number < Math.min(first + MOST_SHARDS, firsts.length); number += 1) {
        if (number > first && !firsts[number].startsWith(prefix)) break;
        const shard = getShard(number);
        for (let at = bisect(shard.terms, prefix); at < shard.terms.length; at += 1) {
          if (!shard.terms[at].startsWith(prefix)) return terms;
          terms.push(shard.terms[at]);
        }
      }
      return terms;
    };
    index.getDocument = function (number) {
      const name = "docs-" + Math.floor(number / header.chunk);
      const pack = getPack(name);
      if (!pack) { index.missing.add(name); return null; }
      return pack[number % header.chunk];
    };
    return index;
  }

  /* What a word may stand for */

  const choice = (terms, factor) => ({ terms, factor });
  const unique = (items) => Array.from(new Set(items));

  function expandQuery(index, pieces) {
    const slots = [];
    const seen = new Set();
    pieces.forEach((piece, at) => {
      const fresh = unique(piece.han ? splitPairs(piece.text) : piece.parts).filter((word) => !seen.has(word));
      const joined = piece.han ? null : findJoined(index, pieces, at);
      for (const word of fresh) {
        slots.push(piece.han ? expandHan(index, word) : expandWord(index, word, joined.get(word) || []));
      }
      for (const word of fresh) seen.add(word);
    });
    return slots;
  }

  function findJoined(index, pieces, at) {
    const { parts } = pieces[at];
    const before = at ? pieces[at - 1].parts.slice(-1) : [];
    const after = at + 1 < pieces.length ? pieces[at + 1].parts.slice(0, 1) : [];
    const row = [...before, ...parts, ...after];
    const joined = new Map(row.map((part) => [part, []]));
    for (let left = 0; left + 1 < row.length; left += 1) {
      const term = row[left] + row[left + 1];
      if (term.length <= LONGEST_TERM && index.has(term)) {
        joined.get(row[left]).push(term);
        joined.get(row[left + 1]).push(term);
      }
    }
    const whole = joinParts(parts);
    if (parts.length > 2 && whole && index.has(whole)) for (const part of parts) joined.get(part).push(whole);
    return joined;
  }

  function expandHan(index, word) {
    const exact = index.has(word);
    const choices = exact ? [choice([word], 1)] : [];
    if (word.length === 1) {
      const longer = index.listPrefix(word).filter((term) => term !== word);
      for (const term of longer.slice(0, MOST_PREFIXES)) choices.push(choice([term], SINGLE));
    }
    return { word, exact, choices };
  }

  function expandWord(index, word, joined) {
    const exact = index.has(word);
    const choices = exact ? [choice([word], 1)] : [];
    for (const term of unique(joined)) if (term !== word) choices.push(choice([term], JOINED));
    const plurals = listPlurals(word).filter(index.has);
    for (const term of plurals) choices.push(choice([term], PLURAL));
    const longer = findLonger(index, word);
    choices.push(...longer);
    if (!exact) {
      const halves = listHalves(word).filter((pair) => index.has(pair[0]) && index.has(pair[1]));
      for (const pair of halves) choices.push(choice(pair, SPLIT));
      if (!plurals.length && !longer.length && !halves.length && !joined.length) choices.push(...findTypos(index, word));
    }
    return { word, exact, choices };
  }

  function listPlurals(word) {
    if (word.length < HALF || !LETTERS.test(word)) return [];
    const forms = [word + "s", word + "es"];
    if (word.endsWith("y")) forms.push(word.slice(0, -1) + "ies");
    if (word.endsWith("s")) forms.push(word.slice(0, -1));
    if (word.endsWith("es")) forms.push(word.slice(0, -2));
    if (word.endsWith("ies")) forms.push(word.slice(0, -3) + "y");
    return forms;
  }

  function listHalves(word) {
    const halves = [];
    for (let at = 2; at < word.length; at += 1) {
      const left = word.slice(0, at), right = word.slice(at);
      if (LETTERS.test(left) && ((right.length >= HALF && at >= HALF) || DIGITS.test(right))) halves.push([left, right]);
    }
    return halves;
  }

  const byOrder = (left, right) => (left < right ? -1 : left > right ? 1 : 0);

  function findLonger(index, word) {
    if (DIGITS.test(word) || word.length < (index.sharded ? 3 : 2)) return [];
    const terms = index.listPrefix(word).filter((term) => term !== word);
    terms.sort((left, right) => left.length - right.length || byOrder(left, right));
    return terms.slice(0, MOST_PREFIXES)
      .map((term) => choice([term], PREFIX_BASE + (PREFIX_SHARE * word.length) / term.length));
  }

  function findTypos(index, word) {
    if (word.length < 4 || DIGITS.test(word)) return [];
    const most = word.length < 8 ? 1 : 2;
    const found = [];
    for (const term of index.listPrefix(index.sharded ? word.slice(0, 3) : "")) {
      if (Math.abs(term.length - word.length) > most || term >= HAN_START) continue;
      const distance = editDistance(word, term, most);
      if (distance <= most) found.push([TYPO[distance] * (term[0] === word[0] ? 1 : OTHER_START), term]);
    }
    found.sort((left, right) => right[0] - left[0] || byOrder(left[1], right[1]));
    return found.slice(0, MOST_TYPOS).map((pair) => choice([pair[1]], pair[0]));
  }

  function editDistance(left, right, most) {
    let older = [];
    let old = Array.from({ length: right.length + 1 }, (_, at) => at);
    for (let at = 1; at <= left.length; at += 1) {
      const row = [at];
      let least = at;
      for (let other = 1; other <= right.length; other += 1) {
        let cost = Math.min(old[other] + 1, row[other - 1] + 1, old[other - 1] + (left[at - 1] !== right[other - 1] ? 1 : 0));
        if (at > 1 && other > 1 && left[at - 1] === right[other - 2] && left[at - 2] === right[other - 1]) {
          cost = Math.min(cost, older[other - 2] + 1);
        }
        row.push(cost);
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
      older = old;
      old = row;
    }
    return Math.min(old[right.length], most + 1);
  }

  /* Scores */

  const idf = (size, found) => Math.floor(Math.log(1 + size / found) * 1024 + 0.5) / 1024;
  const byScore = (left, right) => right[1] - left[1] || left[0] - right[0];

  function findStrengths(index, terms) {
    const read = (term) => new Map(index.findPostings(term).map((posting) => [Math.floor(posting / 8), STRENGTHS[posting % 8]]));
    let strengths = read(terms[0]);
    for (const term of terms.slice(1)) {
      const others = read(term);
      const both = new Map();
      for (const [number, own] of strengths) if (others.has(number)) both.set(number, Math.min(own, others.get(number)));
      strengths = both;
    }
    return strengths;
  }

  /* The word itself says how rare its stand-ins may count; without it the most frequent one does. */
  function scoreSlot(index, slot) {
    const found = slot.choices
      .map(({ terms, factor }) => ({ factor, strengths: findStrengths(index, terms) }))
      .filter(({ strengths }) => strengths.size);
    const best = new Map();
    if (!found.length) return { best, rarity: idf(index.size, 1) };
    const rarities = found.map(({ strengths }) => idf(index.size, strengths.size));
    const bound = slot.exact ? rarities[0] : Math.min(...rarities);
    found.forEach(({ factor, strengths }, at) => {
      for (const [number, strength] of strengths) {
        const score = factor * Math.min(rarities[at], bound) * strength;
        if (score > (best.get(number) || 0)) best.set(number, score);
      }
    });
    return { best, rarity: bound };
  }

  /* What a query asks for: its words with their choices, and the names that it may be: as typed, without question words, mended. */
  function planQuery(index, query) {
    const normal = index.normalise(query);
    const pieces = queryPieces(normal);
    const slots = expandQuery(index, pieces);
    const mended = new Map();
    for (const slot of slots) {
      if (slot.exact || !slot.choices.length) continue;
      let best = slot.choices[0];
      for (const other of slot.choices) if (other.factor > best.factor) best = other;
      mended.set(slot.word, best.terms.join(" "));
    }
    const mend = (piece) => ({ ...piece, parts: piece.parts.map((part) => mended.get(part) ?? part) });
    const forms = [splitPieces(normal), pieces];
    const names = [...forms, ...forms.map((form) => form.map(mend))].map(formatPieces);
    return { slots, names: unique(names).filter(Boolean), typed: normal.replace(/^ +| +$/g, "") };
  }

  function rank(index, plan) {
    const sums = new Map(), covered = new Map();
    let total = 0;
    for (const slot of plan.slots) {
      const { best, rarity } = scoreSlot(index, slot);
      total += rarity;
      for (const [number, score] of best) {
        sums.set(number, (sums.get(number) || 0) + score);
        covered.set(number, (covered.get(number) || 0) + rarity);
      }
    }
    const hits = [];
    for (const [number, score] of sums) {
      const share = covered.get(number) / total;
      hits.push([number, score * share * share * (LIFTS[index.ranks.get(number)] || 1)]);
    }
    hits.sort(byScore);
    return hits.filter((hit) => hit[1] >= hits[0][1] * LEAST);
  }

  const endsAt = (name, at) => at >= name.length || name.slice(at - 1, at + 1).includes(" ") || name[at] >= HAN_START;
  const bare = (text) => text.replaceAll(" ", "");

  function compare(name, key, equal) {
    if (bare(name) === bare(key)) return equal;
    if (name.startsWith(key) && endsAt(name, key.length)) return PREFIX;
    const at = name.indexOf(key);
    return at > 0 && endsAt(name, at) && endsAt(name, at + key.length) ? PHRASE : 1;
  }

  function findLift(index, row, plan) {
    const titles = typeof row[1] === "string" ? [row[1], ...row[2]] : [...row[1], ...row[2]];
    let lift = 1;
    for (const [own, equal] of [[titles, EQUAL_TITLE], [row[3], EQUAL_ALIAS]]) {
      for (const text of own) {
        const normal = index.normalise(text);
        if (normal === plan.typed) lift = Math.max(lift, equal * TO_THE_LETTER);
        const squashed = formatPieces(splitPieces(normal));
        for (const name of plan.names) lift = Math.max(lift, compare(squashed, name, equal));
      }
    }
    return lift;
  }

  function rerank(index, plan, hits) {
    const first = hits.slice(0, RERANKED).map(([number, score]) => {
      const row = index.getDocument(number);
      return [number, row ? score * findLift(index, row, plan) : score];
    });
    return first.sort(byScore).concat(hits.slice(RERANKED));
  }

  root.DLCSearch = {
    createIndex, planQuery, rank, rerank,
    search(index, query) {
      const plan = planQuery(index, query);
      return rerank(index, plan, rank(index, plan));
    },
  };
})(globalThis);
