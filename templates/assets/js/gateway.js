/* The gateway follows a remembered choice, else the first Chinese or English of the browser's languages. */
(function () {
  "use strict";
  if (new URLSearchParams(location.search).has("choose")) return;
  let chosen = null;
  try { chosen = localStorage.getItem("dlc-language"); } catch { /* nothing is remembered */ }
  const wanted = (navigator.languages || [navigator.language]).map((tag) => String(tag).slice(0, 2).toLowerCase());
  const language = chosen === "zh" || chosen === "en" ? chosen : wanted.find((tag) => tag === "zh" || tag === "en");
  if (language) location.replace(language + "/index.html" + location.hash);
})();
