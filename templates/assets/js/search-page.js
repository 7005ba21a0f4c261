/* The search on the page: reads the box and the facets, shows results, keeps the address. */
(function (root) {
  "use strict";

  const STEP = 50, PAUSE = 120;
  const HAN = /[\u3400-\u9fff]/;
  const SHOWN_AUTHORS = 3, MOST_TOPICS = 4;
  const TROUBLES = new Set(["failing", "gone", "hijacked"]);

  function open(section, { header, getPack, loadPack }) {
    const { DLCSearch: core, DLCFacets: facets, DLCExport: exports } = root;
    const { createPanel, make } = root.DLCPanel;
    const lang = section.dataset.lang, mode = section.dataset.mode;
    const here = lang === "zh" ? 1 : 0;
    const messages = JSON.parse(document.getElementById("search-messages").textContent);
    const box = section.querySelector("input[type=search]");
    const status = section.querySelector("[role=status]");
    const [list, more, tools, filters] = ["results", "results-more", "search-tools", "facets"].map((id) => document.getElementById(id));
    const topicLine = make("p", { class: "search-topics chips", hidden: "" });
    list.before(topicLine);
    const hint = status.textContent;
    const collator = new Intl.Collator(lang === "zh" ? "zh-CN" : "en");
    const topicNames = new Map(header.topics.map((topic) => [topic[0], topic[1 + here]]));
    const index = core.createIndex(header, getPack);
    header.shardStamps = new Map(header.shards.map(([first, stamp]) => [index.nameShard(first), stamp]));
    const state = facets.parseState(location.search);
    let entries = null, all = [], shown = STEP, found = [], turn = 0, composing = false, timer = 0;

    const say = (key, values) =>
      (messages[key] ?? "").replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? values[name] : whole));
    const nameValue = (facet, value) =>
      (facet === "topic" ? topicNames.get(value) : messages[`${facet}.${value}`]) ?? value;
    const pick = (pair) => (typeof pair === "string" ? pair : pair[here]);
    const titleOf = (number) => pick((index.getDocument(number) || ["", ""])[1]);
    const langOf = (text) => {
      const han = HAN.test(text);
      return han === (lang === "zh") ? null : han ? "zh-CN" : "en";
    };
    const panel = createPanel({
      state, words: { say, nameValue, collator }, nodes: { tools, filters, box }, change: () => change(),
      save: (format) => saveResults(format).catch(() => { status.textContent = say("search.failed"); }),
    });
    /* Nothing is asked for: a shelf then shows its own pages, in their own order. */
    const isIdle = () => !state.q.trim() && !facets.isFiltered(state) &&
      (mode === "box" || state.sort === "relevance");

    /* Load what the last try missed, then try again; a newer turn ends an older one. */
    async function complete(work) {
      for (;;) {
        index.missing.clear();
        const value = work();
        const names = [...index.missing];
        if (!names.length) return value;
        await Promise.all(names.map(loadPack));
        if (!names.every(getPack)) throw new Error(names.join(" "));
      }
    }

    /* Find */

    const inScope = (() => {
      const kind = section.dataset.scopeKind;
      const [facet, value] = (section.dataset.scopeFacet || "").split("=");
      const accepts = {
        "": () => true, year: (number) => entries.year[number] === Number(value),
      }[facet] || ((number) => entries[facet][number].includes(value));
      return (number) => (!kind || entries.kind[number][0] === kind) && accepts(number);
    })();

    function find() {
      const query = state.q.trim();
      const plan = query ? core.planQuery(index, query) : null;
      const ranked = plan ? core.rank(index, plan).filter((hit) => inScope(hit[0])) : all.map((number) => [number, 0]);
      const counts = facets.countValues(entries, state, ranked.map((hit) => hit[0]));
      const left = ranked.filter((hit) => facets.accepts(entries, state, hit[0]));
      let numbers = (plan ? core.rerank(index, plan, left) : left).map((hit) => hit[0]);
      if (state.sort !== "relevance") numbers = numbers.sort(facets.makeOrder(entries, state.sort, titleOf, collator));
      if (isIdle()) return { counts, numbers: mode === "filter" ? numbers : [] }; // a whole shelf can be exported
      for (const number of numbers.slice(0, shown)) index.getDocument(number);
      return { counts, numbers };
    }

    async function update() {
      const own = turn += 1;
      writeAddress();
      try {
        const answer = await complete(find);
        if (own !== turn) return;
        found = answer.numbers;
        panel.paintFacets(answer.counts);
        if (!isIdle()) paintResults(0);
        paintTopics();
        paintStatus();
      } catch {
        if (own === turn) status.textContent = say("search.failed");
      }
    }

    function change() {
      shown = STEP;
      return update();
    }

    function writeAddress() {
      const search = facets.formatState(state);
      try { history.replaceState(history.state, "", location.pathname + search + location.hash); } catch { /* file: pages have no say */ }
      for (const link of document.querySelectorAll("a[data-switch-language]")) link.search = search;
    }

    /* Topics that bear the name that is asked for: their pages say what to read, and what before it. */
    function findTopics() {
      const asked = index.normalise(state.q.trim());
      if (asked.length < 2) return [];
      const known = header.topics.map(([id, en, zh, , ...aliases]) => [id, [en, zh, ...aliases].map(index.normalise)]);
      const tests = [(name) => name === asked, (name) => hasWord(name, asked, false), (name) => hasWord(asked, name, true)];
      const found = tests.flatMap((test) => known.filter(([, names]) => names.some(test)));
      return [...new Set(found.map(([id]) => id))].slice(0, MOST_TOPICS);
    }

    /* Whether a text holds a word or its beginning. Chinese has no spaces between words. */
    function hasWord(text, word, whole) {
      if (HAN.test(word)) return text.includes(word);
      const at = ` ${text}`.indexOf(` ${word}`);
      return at >= 0 && (!whole || /^$|[^0-9a-z]/.test(text.slice(at + word.length)[0] ?? ""));
    }

    function paintTopics() {
      const links = findTopics().map((id) =>
        make("a", { class: "chip", href: `${section.dataset.home}topics/${id}.html` }, topicNames.get(id)));
      topicLine.replaceChildren(make("span", {}, say("facet.topic")), ...links);
      topicLine.hidden = !box || !links.length;
    }

    /* Show */

    function paintStatus() {
      const n = found.length;
      const key = n === 0 ? "search.none" : n === 1 ? "search.count_one" : "search.count";
      status.textContent = isIdle() ? hint : say(key, { n });
      const idle = isIdle();
      const helpless = n === 0 && mode === "search"; // then the shelves help on
      for (const block of document.querySelectorAll("[data-static]")) block.hidden = !idle && !helpless;
      list.hidden = idle || n === 0;
      tools.hidden = idle && mode === "box";
      for (const button of tools.querySelectorAll("[data-export]")) button.disabled = n === 0;
      tools.querySelector("[data-clear]").hidden = !facets.isFiltered(state);
      more.hidden = idle || n <= shown;
    }

    function paintResults(from) {
      const items = found.slice(from, shown).map(makeResult);
      if (from === 0) list.replaceChildren(...items); else list.append(...items);
    }

    function makeResult(number) {
      const [id, title, others] = index.getDocument(number);
      const kind = entries.kind[number][0];
      const name = pick(title);
      const original = [typeof title === "string" ? "" : title[1 - here], ...others].find((text) => text && text !== name);
      const href = `${section.dataset.home}${header.folders[kind]}/${id}.html`;
      const item = make("li", { "data-entry": id, class: "result" },
        make(section.dataset.heading || "h2", { class: "result-title" }, make("a", { href, lang: langOf(name) }, name)));
      if (original) item.append(make("p", { class: "result-original", lang: langOf(original) }, original));
      item.append(make("p", { class: "result-meta" }, formatMeta(number)), make("p", { class: "result-summary" }));
      watcher.observe(item);
      waiting.set(item, number);
      return item;
    }

    function formatMeta(number) {
      const names = index.getDocument(number)[4].map(pick);
      const some = names.slice(0, SHOWN_AUTHORS).join(say("search.name_separator"));
      const troubles = entries.link[number].filter((state) => TROUBLES.has(state));
      const values = ["level", "cost", "standing"].flatMap((facet) => entries[facet][number].map((value) => nameValue(facet, value)))
        .concat(troubles.map((state) => nameValue("link", state)));
      const facts = [nameValue("kind", entries.kind[number][0]), entries.year[number] || "",
        names.length > SHOWN_AUTHORS ? say("search.authors_more", { names: some }) : some, ...values];
      return facts.filter(Boolean).join(say("search.separator"));
    }

    /* Summaries come in packs of their own, for the results that are looked at. */
    const waiting = new WeakMap();
    const watcher = new IntersectionObserver((seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        fillSummary(target.querySelector(".result-summary"), waiting.get(target)).catch(() => {});
      }
    }, { rootMargin: "200px" });

    async function fillSummary(place, number) {
      const name = `text-${lang}-${Math.floor(number / header.chunk)}`;
      if (!getPack(name)) await loadPack(name);
      place.textContent = getPack(name)[number % header.chunk];
      const other = langOf(place.textContent);
      if (other) place.lang = other;
    }

    async function saveResults(format) {
      const numbers = found.slice();
      const cites = [...new Set(numbers.map((number) => `cite-${Math.floor(number / header.chunk)}`))];
      await Promise.all(cites.filter((name) => !getPack(name)).map(loadPack));
      exports.saveFile(format, await complete(() => numbers.map(makeRecord)));
    }

    function makeRecord(number) {
      const row = index.getDocument(number);
      if (!row) return null;
      const [url, bibtex] = getPack(`cite-${Math.floor(number / header.chunk)}`)[number % header.chunk];
      const both = typeof row[1] === "string" ? [row[1], row[1]] : row[1];
      return {
        id: row[0], kind: entries.kind[number][0], title_en: both[0], title_zh: both[1], authors: row[4].map(pick),
        year: entries.year[number] || "", url, languages: entries.lang[number], level: entries.level[number].join(),
        cost: entries.cost[number].join(), standing: entries.standing[number].join(), topics: entries.own[number], bibtex,
      };
    }

    /* The reader's hands */

    function readBox() {
      clearTimeout(timer);
      if (!box || composing || box.value === state.q) return;
      state.q = box.value;
      change();
    }

    function listenToBox() {
      box.addEventListener("compositionstart", () => { composing = true; clearTimeout(timer); });
      box.addEventListener("compositionend", () => { composing = false; timer = setTimeout(readBox, PAUSE); });
      box.addEventListener("input", (event) => {
        clearTimeout(timer);
        if (!composing && !event.isComposing) timer = setTimeout(readBox, PAUSE);
      });
      box.form.addEventListener("submit", (event) => { event.preventDefault(); readBox(); });
    }

    function listen() {
      if (box) listenToBox();
      more.addEventListener("click", async () => {
        const from = shown;
        shown += STEP;
        await complete(() => found.slice(0, shown).forEach(index.getDocument));
        paintResults(from);
        paintStatus();
        list.children[from]?.querySelector("a").focus();
      });
      section.addEventListener("keydown", moveFocus);
    }

    function moveFocus(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.isComposing || composing || event.ctrlKey || event.metaKey || event.altKey) return;
      const links = list.hidden ? [] : [...list.querySelectorAll(".result-title a")];
      const at = event.target === box ? -1 : links.indexOf(event.target);
      if (at < 0 && event.target !== box) return;
      if (event.key === "Escape" && at >= 0 && box) { event.preventDefault(); box.focus(); }
      if (!step || at + step < (box ? -1 : 0) || at + step >= links.length) return;
      event.preventDefault();
      (at + step < 0 ? box : links[at + step]).focus();
    }

    async function begin() {
      status.textContent = isIdle() && !box?.value ? hint : say("search.loading");
      await Promise.all(facets.metaNames(header).filter((name) => !getPack(name)).map(loadPack));
      entries = facets.readEntries(header, getPack, root.DLCTerms.decodeNumbers);
      all = facets.listAll(entries, index.ranks).filter(inScope);
      if (!box) state.q = ""; // a shelf without a box of its own has filters only
      else if (box.value && (!state.q || document.activeElement === box)) state.q = box.value; // typed while all this was on its way
      else box.value = state.q;
      panel.buildTools();
      tools.hidden = mode === "box";
      if (mode !== "box") panel.buildFacets(entries, all, section.dataset.opened === "click");
      listen();
      await update();
      delete document.documentElement.dataset.asked; // from now on it is the reader who asks
      if (section.dataset.opened === "click") filters.querySelector("summary")?.focus();
    }

    return begin();
  }

  root.DLCSearchPage = { open };
})(globalThis);
