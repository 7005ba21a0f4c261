/* Text to terms: one spelling, Latin words with parts, pairs of Han characters. The twin of normalise.py, terms.py, codec.py. */
(function (root) {
  "use strict";

  const LONGEST_TERM = 32;
  const HAN_START = "々";
  const WORD = "0-9a-zµß-ɏͰ-ϿЀ-ӿ";
  const HAN = "々〇㐀-䶿一-鿿぀-ヿ가-힣";
  const TOKEN = new RegExp(`([${HAN}]+)|([${WORD}]+(?:[-._'’&/+][${WORD}]+)*(?:[+][+]|#)?)`, "g");
  const PART = new RegExp(`[${WORD}]+`, "g");
  const PARTICLES = /[的了和与及]/g;
  const QUESTIONS = /是什么意思|是什么|什么是|为什么|有什么|什么|怎么样|怎么|怎样|如何|哪一些|哪些|哪个|哪里|哪儿|有没有|请问|能不能|[吗呢吧]/g;
  const STOP_WORDS = new Set((
    "a about an and any are as at be best by can do does for from good how i in is it its me my of on or should some that " +
    "the there this to want we what when where which who why with would you your").split(" "));
  const FOLDS = [["ß", "ss"], ["æ", "ae"], ["œ", "oe"], ["ø", "o"], ["đ", "d"], ["ł", "l"], ["ı", "i"], ["ς", "σ"]];

  function makeNormaliser(traditional, simplified) {
    const folds = new Map(FOLDS);
    for (let at = 0; at < traditional.length; at += 1) folds.set(traditional[at], simplified[at]);
    return function normalise(text) {
      if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
      const lowered = text.normalize("NFKC").toLowerCase();
      const bare = lowered.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFKC");
      let out = "";
      for (const character of bare) out += folds.get(character) ?? character;
      return out;
    };
  }

  function splitParticles(run) {
    const runs = [];
    let start = 0;
    for (const match of run.matchAll(PARTICLES)) {
      if (match.index - start > 1 && run.length - match.index - 1 > 1) {
        runs.push(run.slice(start, match.index));
        start = match.index + 1;
      }
    }
    runs.push(run.slice(start));
    return runs;
  }

  function makeWord(text) {
    const parts = text.match(PART).map((part) => part.slice(0, LONGEST_TERM));
    const tail = text.match(/[+#]+$/);
    if (tail) parts[parts.length - 1] += tail[0];
    return { han: false, text, parts };
  }

  function splitPieces(normal) {
    const pieces = [];
    for (const match of normal.matchAll(TOKEN)) {
      if (match[1] !== undefined) {
        for (const run of splitParticles(match[1])) pieces.push({ han: true, text: run, parts: [] });
      } else {
        pieces.push(makeWord(match[2]));
      }
    }
    return pieces;
  }

  function splitPairs(run) {
    if (run.length < 2) return [run];
    const pairs = [];
    for (let at = 0; at + 1 < run.length; at += 1) pairs.push(run.slice(at, at + 2));
    return pairs;
  }

  function joinParts(parts) {
    const joined = parts.join("");
    return parts.length > 1 && joined.length <= LONGEST_TERM ? joined : "";
  }

  const formatPieces = (pieces) => pieces.map((piece) => (piece.han ? piece.text : piece.parts.join(" "))).join(" ");

  function queryPieces(normal) {
    const asked = splitPieces(normal.replace(QUESTIONS, " "));
    const kept = asked.filter((piece) => piece.han || !piece.parts.every((part) => STOP_WORDS.has(part)));
    if (kept.length) return kept;
    return asked.length ? asked : splitPieces(normal);
  }

  /* Numbers as printable characters */

  const VALUES = new Int16Array(128);
  for (let code = 35, value = 0; code < 127; code += 1) {
    if (code !== 92) { VALUES[code] = value; value += 1; }
  }

  function decodeNumbers(text) {
    const numbers = [];
    let number = 0, scale = 1;
    for (let at = 0; at < text.length; at += 1) {
      const digit = VALUES[text.charCodeAt(at)];
      number += digit * scale;
      if (digit < 45) { numbers.push(number); number = 0; scale = 1; } else { scale *= 46; }
    }
    return numbers;
  }

  function decodePostings(text) {
    const postings = decodeNumbers(text);
    let document = -1;
    for (let at = 0; at < postings.length; at += 1) {
      document += Math.floor(postings[at] / 8) + 1;
      postings[at] = document * 8 + (postings[at] % 8);
    }
    return postings;
  }

  root.DLCTerms = {
    HAN_START, LONGEST_TERM, decodeNumbers, decodePostings, formatPieces, joinParts, makeNormaliser, queryPieces, splitPairs,
    splitPieces,
  };
})(globalThis);
