/* The controls beside the results: facets with counts, order, export, clearing, the switch of the slash key. */
(function (root) {
  "use strict";

  function make(tag, given, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(given || {})) {
      if (value !== undefined && value !== null) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  /* words: {say, nameValue, collator}; nodes: {tools, filters, box}; change() searches anew, save(format) exports. */
  function createPanel({ state, words, nodes, change, save }) {
    const { FACETS, SORTS, placeOf } = root.DLCFacets;
    const { say, nameValue, collator } = words;
    const { tools, filters, box } = nodes;

    /* Facets: made once, so that focus stays; then only counts change. */

    const groups = new Map();

    /* One fold around all groups: open where there is room beside the results, closed on a phone, where they come first. */
    function buildFacets(entries, all, asked) {
      const isOpen = asked || matchMedia("(min-width: 58rem)").matches;
      const fold = make("details", { class: "facet-fold", ...(isOpen ? { open: "" } : {}) }, make("summary", {}, say("search.facets")));
      for (const facet of FACETS) {
        const values = new Set(all.flatMap((number) => entries[facet][number]));
        for (const value of state[facet]) values.add(value);
        if (values.size < 2 && !state[facet].size) continue;
        const fieldset = make("fieldset", { class: "facet", "data-facet": facet },
          make("legend", { class: "visually-hidden" }, say(`facet.${facet}`)));
        const rows = [...values].map((value) => makeRow(facet, value));
        rows.sort((left, right) =>
          placeOf(facet, left.value) - placeOf(facet, right.value) || collator.compare(left.text, right.text));
        fieldset.append(...rows.map((row) => row.label));
        groups.set(facet, rows);
        fold.append(make("details", { class: "facet-group", ...(state[facet].size || facet === "kind" ? { open: "" } : {}) },
          make("summary", {}, say(`facet.${facet}`) || facet), fieldset));
      }
      const years = all.map((number) => entries.year[number]).filter(Boolean);
      if (years.length) fold.append(makeYears(years.reduce((a, b) => Math.min(a, b)), years.reduce((a, b) => Math.max(a, b))));
      filters.append(fold);
      filters.hidden = false;
    }

    function makeRow(facet, value) {
      const text = nameValue(facet, value);
      const input = make("input", { type: "checkbox", value });
      const count = make("span", { class: "facet-count" });
      input.checked = state[facet].has(value);
      input.addEventListener("change", () => {
        if (input.checked) state[facet].add(value); else state[facet].delete(value);
        change();
      });
      return { value, text, input, count, label: make("label", {}, input, " ", text, " ", count) };
    }

    function makeYears(least, most) {
      const inputs = ["from", "to"].map((end) => {
        const input = make("input", { type: "number", inputmode: "numeric", min: least, max: most, "data-year": end,
          placeholder: end === "from" ? least : most });
        input.value = state[end] || "";
        input.addEventListener("change", () => {
          state[end] = /^\d{4}$/.test(input.value) ? Number(input.value) : 0;
          change();
        });
        return make("label", {}, say(`search.${end}`), " ", input);
      });
      return make("details", { class: "facet-group", ...(state.from || state.to ? { open: "" } : {}) },
        make("summary", {}, say("facet.year")),
        make("fieldset", { class: "facet", "data-facet": "year" }, make("legend", { class: "visually-hidden" }, say("facet.year")), ...inputs));
    }

    function paintFacets(counts) {
      for (const [facet, rows] of groups) {
        for (const row of rows) {
          const n = counts[facet].get(row.value) || 0;
          row.count.textContent = String(n);
          row.label.hidden = n === 0 && !row.input.checked && row.input !== document.activeElement;
        }
      }
    }

    /* Tools: order, export, clear, the slash key */

    function buildTools() {
      const sort = make("select", { id: "search-sort" },
        ...SORTS.map((name) => make("option", { value: name }, say("search.sort_" + name.replace("-", "_")))));
      sort.value = state.sort;
      sort.addEventListener("change", () => { state.sort = sort.value; change(); });
      const clear = make("button", { type: "button", "data-clear": "" }, say("search.clear"));
      clear.addEventListener("click", () => { clearFilters(); (box || filters.querySelector("summary")).focus(); });
      const exporters = ["bibtex", "csv", "json"].map((format) => {
        const button = make("button", { type: "button", "data-export": format }, say("search.export_" + format));
        button.addEventListener("click", () => save(format));
        return button;
      });
      tools.replaceChildren(make("label", { for: "search-sort" }, say("search.sort")), " ", sort, clear,
        make("span", { class: "search-export", role: "group", "aria-label": say("search.export") },
          make("span", { "aria-hidden": "true" }, say("search.export")), ...exporters), ...makeSlash());
      tools.hidden = false;
    }

    function makeSlash() {
      try {
        const input = make("input", { type: "checkbox" });
        input.checked = localStorage.getItem("dlc-slash") === "on";
        input.addEventListener("change", () => localStorage.setItem("dlc-slash", input.checked ? "on" : "off"));
        return [make("label", { class: "search-slash" }, input, " ", say("search.slash_on"))];
      } catch {
        return [];
      }
    }

    function clearFilters() {
      for (const [facet, rows] of groups) {
        state[facet].clear();
        for (const row of rows) row.input.checked = false;
      }
      state.from = state.to = 0;
      for (const input of filters.querySelectorAll("[data-year]")) input.value = "";
      change();
    }

    return { buildFacets, buildTools, paintFacets };
  }

  root.DLCPanel = { createPanel, make };
})(globalThis);
