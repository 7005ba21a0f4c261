/* Small things of every page. Runs before anything is painted: the theme must not flash. */
(function () {
  "use strict";

  const root = document.documentElement;
  const THEME = "dlc-theme";
  const LANGUAGE = "dlc-language";

  /* Storage may be switched off (private windows, file:// in some browsers): then nothing is remembered. */
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* not remembered */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* nothing to forget */ } },
  };

  const theme = store.get(THEME);
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  /* Room for results is made before the first paint where the address asks for something. */
  if (location.search.length > 1) root.dataset.asked = "";

  function isDark() {
    if (root.dataset.theme) return root.dataset.theme === "dark";
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function watchTheme() {
    const button = document.querySelector("[data-theme-toggle]");
    if (!button) return;
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      store.set(THEME, root.dataset.theme);
    });
  }

  /* Only a choice made by hand is remembered; the gateway follows it. */
  function watchLanguage() {
    for (const link of document.querySelectorAll("a[data-switch-language]")) {
      link.addEventListener("click", () => store.set(LANGUAGE, link.hreflang.slice(0, 2)));
    }
  }

  async function copyText(block) {
    try {
      await navigator.clipboard.writeText(block.textContent);
      return true;
    } catch {
      /* No clipboard on plain http and file:// in some browsers: select the text, so that one key copies it. */
      const selection = getSelection();
      selection.selectAllChildren(block);
      block.focus();
      return document.execCommand("copy");
    }
  }

  function watchCopying() {
    for (const button of document.querySelectorAll("button[data-copy]")) {
      const label = button.innerHTML;
      button.addEventListener("click", async () => {
        if (!(await copyText(document.getElementById(button.dataset.copy)))) return;
        button.textContent = button.dataset.copied;
        setTimeout(() => { button.innerHTML = label; }, 2000);
      });
    }
  }

  /* Learning paths: which steps are done, kept in this browser only. */
  function watchProgress() {
    const path = document.querySelector("[data-path]");
    if (!path) return;
    const key = "dlc-path-" + path.dataset.path;
    const boxes = [...path.querySelectorAll("input[data-step]")];
    const bar = path.querySelector("[data-progress]");
    const text = path.querySelector("[data-progress-text]");

    const read = () => { try { return JSON.parse(store.get(key)) || []; } catch { return []; } };
    function paint(steps) {
      for (const box of boxes) box.checked = steps.includes(box.dataset.step);
      const done = boxes.filter((box) => box.checked).length;
      bar.value = done;
      text.textContent = text.dataset.text.replace("{done}", done).replace("{all}", boxes.length);
    }
    function save(steps) {
      store.set(key, JSON.stringify(steps));
      paint(steps);
    }
    for (const box of boxes) {
      box.addEventListener("change", () => save(boxes.filter((other) => other.checked).map((other) => other.dataset.step)));
    }
    path.querySelector("[data-progress-reset]").addEventListener("click", () => { store.drop(key); paint([]); });
    path.querySelector("[data-progress-export]").addEventListener("click", () => {
      const data = JSON.stringify({ format: "dlcatalog-progress/1", path: path.dataset.path, done: read() }, null, 2);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([data + "\n"], { type: "application/json" }));
      link.download = path.dataset.path + "-progress.json";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
    const picker = path.querySelector("[data-progress-import]");
    picker.addEventListener("change", async () => {
      let found = null;
      try { found = JSON.parse(await picker.files[0].text()); } catch { /* told below */ }
      const fits = found && found.format === "dlcatalog-progress/1" && found.path === path.dataset.path && Array.isArray(found.done);
      if (fits) save(boxes.map((box) => box.dataset.step).filter((step) => found.done.includes(step)));
      text.textContent = (fits ? picker.dataset.ok + " " + text.textContent : picker.dataset.bad);
      picker.value = "";
    });
    paint(read());
  }

  /* On a phone a picture of the years is wider than the screen: begin where most of them stand, at the end. */
  function showLastYears() {
    for (const picture of document.querySelectorAll(".scroller > .pic-years")) picture.parentElement.scrollLeft = 1e4;
  }

  document.addEventListener("DOMContentLoaded", () => {
    showLastYears();
    watchTheme();
    watchLanguage();
    watchCopying();
    watchProgress();
  });
})();
