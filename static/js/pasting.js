// Pasting a table keeps its cells: the table the clipboard holds as HTML is written as quoted tab-separated text.
// Without this script the plain text of the clipboard is pasted, which the server reads as well.
"use strict";

const BLOCKS = new Set(["P", "DIV", "LI", "UL", "OL", "H1", "H2", "H3", "H4", "H5", "H6"]);

// The words of a cell as lines: one per paragraph or list item, list markers as text.
function words(cell) {
  const lines = [""];
  const open = () => { if (lines[lines.length - 1].trim()) lines.push(""); };
  const walk = (node, depth) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        lines[lines.length - 1] += child.data.replace(/[\s\u00a0]+/g, " ");
      } else if (child.nodeType === Node.ELEMENT_NODE && !["STYLE", "SCRIPT", "TITLE"].includes(child.tagName)) {
        if (child.tagName === "BR") { lines.push(""); continue; }
        const block = BLOCKS.has(child.tagName);
        if (block) open();
        if (child.tagName === "LI") lines[lines.length - 1] += "  ".repeat(Math.max(0, depth - 1)) + marker(child) + " ";
        walk(child, depth + (child.tagName === "UL" || child.tagName === "OL" ? 1 : 0));
        if (block) open();
      }
    }
  };
  walk(cell, 0);
  return lines.map((line) => line.replace(/\s+$/, "")).filter((line) => line.trim()).map((line) => {
    // Deeper items keep their indent, all else loses what Word puts before it.
    const indent = /^ {2,}/.exec(line);
    return (indent ? indent[0] : "") + line.trim().replace(/\s+/g, " ");
  }).join("\n");
}

// What a browser would print before a list item.
function marker(item) {
  const list = item.parentElement;
  if (!list || list.tagName !== "OL") return "-";
  const number = item.value || (list.start || 1) + [...list.children].filter((each) => each.tagName === "LI").indexOf(item);
  return /list-style-type:\s*thai/.test(list.getAttribute("data-style") || "") ? [...String(number)].map((digit) => "๐๑๒๓๔๕๖๗๘๙"[digit]).join("") + "." : `${number}.`;
}

// The first table as rows of cells; what a merged cell covers stays empty.
function cellsOf(table) {
  const rows = [];
  const below = [];
  for (const row of table.rows) {
    const cells = [];
    let column = 0;
    const skip = () => { while (below[column] > 0) { below[column] -= 1; cells[column] = ""; column += 1; } };
    for (const cell of row.cells) {
      skip();
      const across = Math.min(Math.max(1, cell.colSpan), 60);
      for (let covered = 0; covered < across; covered += 1) {
        cells[column] = covered ? "" : words(cell);
        below[column] = Math.max(0, cell.rowSpan - 1);
        column += 1;
      }
    }
    skip();
    rows.push(cells);
  }
  const width = Math.max(0, ...rows.map((row) => row.length));
  return rows.map((row) => Array.from({ length: width }, (_none, place) => row[place] || ""));
}

function quoted(cell) {
  return /[\n\t]/.test(cell) || cell.startsWith('"') ? `"${cell.replaceAll('"', '""')}"` : cell;
}

for (const field of document.querySelectorAll("textarea[data-table]")) {
  field.addEventListener("paste", (event) => {
    const html = event.clipboardData && event.clipboardData.getData("text/html");
    // A document made by the parser runs no script and fetches nothing.
    // Its styles are only read as words: applied, they would be refused by the page's rules, and loudly.
    const plain = (html || "").replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle\s*=/gi, " data-style=");
    const table = html && new DOMParser().parseFromString(plain, "text/html").querySelector("table");
    if (!table || table.rows.length < 1) return;
    event.preventDefault();
    const cells = cellsOf(table);
    field.setRangeText(cells.map((row) => row.map(quoted).join("\t")).join("\n"), field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const said = document.querySelector(".paste-seen");
    if (said) said.textContent = said.dataset.rows.replace("{rows}", cells.length).replace("{columns}", cells[0] ? cells[0].length : 0);
  });
}
