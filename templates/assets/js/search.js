/* The door of the search: shortcuts, the language switch, and loading of the rest when it is first wanted. */
(function () {
  "use strict";

  const APP = "search-app.js";
  const self = new URL(document.currentScript.src);
  const root = document.querySelector("[data-search]");
  const input = document.querySelector("[data-search] input[type=search], form[role=search] input[type=search]");
  const packs = new Map();
  const pending = new Map();
  let started = null;

  globalThis.DLC_INDEX = (name, value) => packs.set(name, value);

  function loadScript(url) {
    if (!pending.has(url)) {
      pending.set(url, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = url;
        script.async = false;
        script.onload = resolve;
        script.onerror = () => { pending.delete(url); script.remove(); reject(new Error(url)); };
        document.head.append(script);
      }));
    }
    return pending.get(url);
  }

  async function start() {
    const app = globalThis.DLCSearchPage ? null : loadScript(new URL(APP + self.search, self).href);
    const folder = new URL(root.dataset.index, document.baseURI);
    await Promise.all([app, loadScript(folder.href)]);
    const header = packs.get("header");
    const loadPack = (name) => {
      const cut = name.lastIndexOf("-");
      const stamps = header.stamps[name.slice(0, cut)];
      const stamp = stamps ? stamps[Number(name.slice(cut + 1))] : header.shardStamps.get(name);
      return loadScript(new URL(name + ".js?" + stamp, folder).href);
    };
    return globalThis.DLCSearchPage.open(root, { header, getPack: (name) => packs.get(name), loadPack });
  }

  function wake() {
    if (!root || !root.dataset.index) return;
    started ??= start().catch(() => {
      started = null;
      const status = root.querySelector("[role=status]");
      const messages = JSON.parse(document.getElementById("search-messages").textContent);
      if (status) status.textContent = messages["search.failed"];
    });
  }

  /* The reader's word on the bare slash; absent where storage is switched off. */
  function readSlash() {
    try { return localStorage.getItem("dlc-slash") === "on"; } catch { return false; }
  }

  const isTyping = (target) => target.closest && target.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (!input || event.isComposing) return;
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const slash = event.key === "/" && plain && readSlash() && !isTyping(event.target);
    if (!command && !slash) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  for (const link of document.querySelectorAll("a[data-switch-language]")) {
    const url = new URL(link.getAttribute("href"), document.baseURI);
    if (location.search) link.search = new URLSearchParams([...url.searchParams, ...new URLSearchParams(location.search)]);
  }

  if (!root) return;
  const asked = new URLSearchParams(location.search);
  asked.delete("choose");
  if (asked.size) wake();
  root.addEventListener("focusin", (event) => { if (event.target.closest("form[role=search]")) wake(); });
  root.addEventListener("input", wake, { once: true });

  /* The filters come with the index, so a button asks for it. */
  const tools = document.getElementById("search-tools");
  if (root.dataset.mode !== "box" && tools && !asked.size) {
    const messages = JSON.parse(document.getElementById("search-messages").textContent);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "search-filter";
    button.textContent = messages["search.facets"];
    button.addEventListener("click", () => { root.dataset.opened = "click"; wake(); });
    tools.append(button);
    tools.hidden = false;
  }
})();
