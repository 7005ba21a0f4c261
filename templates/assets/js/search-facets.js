/* The facets of the search as plain data: values of each entry, what a choice leaves, counts, order, address. */
(function (root) {
  "use strict";

  /* facet in the address -> column of the index */
  const COLUMNS = { kind: "kind", topic: "topics", level: "level", cost: "cost", lang: "lang", standing: "standing", link: "link" };
  const FACETS = Object.keys(COLUMNS);
  /* The order in which people think of the values; others follow by name. */
  const ORDER = {
    kind: ["library", "course", "book", "paper", "site", "article", "talk", "dataset", "app"],
    level: ["beginner", "intermediate", "advanced"],
    cost: ["free", "partly-free", "paid"],
    lang: ["zh", "en"],
    standing: ["current", "classic", "dated", "lost"],
    link: ["ok", "moved", "blocked", "failing", "gone", "hijacked", "unchecked"],
  };
  const SORTS = ["relevance", "year", "year-asc", "title", "added"];
  const RANKS = { landmark: 2, notable: 1 };

  /* Turn the packs of columns into one list of value lists a facet, and the years and dates. */
  function readEntries(header, getPack, decode) {
    const entries = { size: header.n, year: [], added: [] };
    for (const facet of FACETS) entries[facet] = [];
    const own = entries.own = []; // the topics that an entry itself names; as facets the topics above them count too
    const parents = new Map(header.topics.map((topic) => [topic[0], topic[3]]));
    const names = header.topics.map((topic) => topic[0]);
    const splitted = Object.fromEntries(FACETS.filter((facet) => facet !== "topic").map((facet) =>
      [facet, header.tables[COLUMNS[facet]].map((value) => (facet === "lang" ? value.split(",") : [value]).filter(Boolean))]));
    for (let at = 0; at * header.metaChunk < header.n; at += 1) {
      const pack = getPack("meta-" + at);
      for (const facet of Object.keys(splitted)) {
        for (const place of decode(pack[COLUMNS[facet]])) entries[facet].push(splitted[facet][place]);
      }
      for (const year of decode(pack.year)) entries.year.push(year ? year + header.yearZero : 0);
      for (const place of decode(pack.added)) entries.added.push(header.tables.added[place]);
      const numbers = decode(pack.topics);
      for (let place = 0; place < numbers.length; place += numbers[place] + 1) {
        const topics = numbers.slice(place + 1, place + 1 + numbers[place]).map((topic) => names[topic]);
        own.push(topics);
        entries.topic.push([...new Set([...topics, ...topics.map((topic) => parents.get(topic)).filter(Boolean)])]);
      }
    }
    return entries;
  }

  const metaNames = (header) =>
    Array.from({ length: Math.ceil(header.n / header.metaChunk) }, (_, at) => "meta-" + at);

  /* State: {q, sort, from, to, kind: Set, ...} */
  function parseState(search) {
    const given = new URLSearchParams(search);
    const state = { q: given.get("q") || "", sort: SORTS.includes(given.get("sort")) ? given.get("sort") : "relevance" };
    for (const facet of FACETS) state[facet] = new Set((given.get(facet) || "").split(",").filter(Boolean));
    for (const end of ["from", "to"]) state[end] = /^\d{4}$/.test(given.get(end) || "") ? Number(given.get(end)) : 0;
    return state;
  }

  function formatState(state) {
    const given = new URLSearchParams();
    if (state.q.trim()) given.set("q", state.q.trim());
    for (const facet of FACETS) if (state[facet].size) given.set(facet, [...state[facet]].sort().join(","));
    for (const end of ["from", "to"]) if (state[end]) given.set(end, String(state[end]));
    if (state.sort !== "relevance") given.set("sort", state.sort);
    const text = given.toString().replaceAll("%2C", ",");
    return text ? "?" + text : "";
  }

  const isFiltered = (state) => Boolean(state.from || state.to) || FACETS.some((facet) => state[facet].size > 0);

  const hasAny = (values, chosen) => chosen.size === 0 || values.some((value) => chosen.has(value));

  function inYears(entries, state, number) {
    const year = entries.year[number];
    return (!state.from || year >= state.from) && (!state.to || (year > 0 && year <= state.to));
  }

  function accepts(entries, state, number, except) {
    if (!inYears(entries, state, number)) return false;
    return FACETS.every((facet) => facet === except || hasAny(entries[facet][number], state[facet]));
  }

  /* For each facet, how many of the numbers have each value, with the other facets applied. */
  function countValues(entries, state, numbers) {
    const counts = {};
    for (const facet of FACETS) {
      counts[facet] = new Map();
      for (const number of numbers) {
        if (!accepts(entries, state, number, facet)) continue;
        for (const value of entries[facet][number]) counts[facet].set(value, (counts[facet].get(value) || 0) + 1);
      }
    }
    return counts;
  }

  function placeOf(facet, value) {
    const place = (ORDER[facet] || []).indexOf(value);
    return place < 0 ? 99 : place;
  }

  /* Compare two entries by the chosen order; ties keep the order that they come in. */
  function makeOrder(entries, sort, titleOf, collator) {
    const { year, added } = entries;
    if (sort === "year") return (left, right) => year[right] - year[left];
    if (sort === "year-asc") return (left, right) => (year[left] || 9999) - (year[right] || 9999);
    if (sort === "added") return (left, right) => (added[left] < added[right] ? 1 : added[left] > added[right] ? -1 : 0);
    return (left, right) => collator.compare(titleOf(left), titleOf(right));
  }

  /* All entries, what everyone knows first, then the newest: what is shown when nothing is asked for. */
  function listAll(entries, ranks) {
    const weight = (number) => RANKS[ranks.get(number)] || 0;
    return Array.from({ length: entries.size }, (_, number) => number)
      .sort((left, right) => weight(right) - weight(left) || entries.year[right] - entries.year[left] || left - right);
  }

  root.DLCFacets = {
    FACETS, SORTS, accepts, countValues, formatState, isFiltered, listAll, makeOrder, metaNames, parseState, placeOf,
    readEntries,
  };
})(globalThis);
