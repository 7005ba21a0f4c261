/* Found entries as BibTeX, CSV or JSON text, and the hand-over of a text as a file. */
(function (root) {
  "use strict";

  const COLUMNS = ["id", "kind", "title_en", "title_zh", "authors", "year", "url", "languages", "level", "cost", "standing", "topics"];

  /* What a spreadsheet would run as a formula gets an apostrophe, as in exports/catalog.csv. */
  const FORMULA = /^\s*[=+\-@＝＋－＠]|^'/;

  function formatCell(value) {
    const plain = Array.isArray(value) ? value.join("; ") : String(value);
    const text = FORMULA.test(plain) ? "'" + plain : plain;
    return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  }

  const formatters = {
    bibtex: (records) => records.map((record) => record.bibtex.trim() + "\n").join("\n"),
    csv: (records) => [COLUMNS, ...records.map((record) => COLUMNS.map((column) => record[column]))]
      .map((row) => row.map(formatCell).join(",") + "\r\n").join(""),
    json: (records) => JSON.stringify(
      records.map((record) => Object.fromEntries(COLUMNS.map((column) => [column, record[column]]))), null, 2) + "\n",
  };
  const types = {
    bibtex: ["bib", "application/x-bibtex"], csv: ["csv", "text/csv"], json: ["json", "application/json"],
  };

  function saveFile(format, records) {
    const [extension, type] = types[format];
    const mark = format === "csv" ? "\ufeff" : ""; // spreadsheets take a CSV file for UTF-8 only with a mark
    const url = URL.createObjectURL(new Blob([mark + formatters[format](records)], { type: type + ";charset=utf-8" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = "dlcatalog-results." + extension;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }

  root.DLCExport = { formatters, saveFile };
})(globalThis);
