// A block copied from Excel, pasted into a score field, fills the fields below it; what was there can be brought back.
// Without this script a block lands in one field, and the page for whole tables takes it.
"use strict";

const form = document.querySelector("form[data-scores]");
const said = form && form.querySelector(".paste-said");

// The rows of a block as their one figure each; null when it is no block.
function rowsOf(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  if (lines.length < 2 && !text.includes("\t")) return null;
  // In a row of several cells the last one with a figure counts.
  return lines.map((line) => {
    const cells = line.split("\t").map((cell) => cell.trim().replace(/\s*%$/, ""));
    return [...cells].reverse().find((cell) => /^[0-9๐-๙][0-9๐-๙.,\s]*$/.test(cell)) ?? cells[cells.length - 1];
  });
}

const isScore = (text) => text === "" || /^(100([.]0{0,2})?|[0-9]{1,2}([.][0-9]{1,2})?)$/.test(
  [...text.replace(/\s/g, "")].map((letter) => { const place = "๐๑๒๓๔๕๖๗๘๙".indexOf(letter); return place < 0 ? letter : String(place); }).join("")
);

function labelOf(field) {
  const code = field.labels[0] && field.labels[0].querySelector(".code");
  return code ? code.textContent : field.name;
}

function fill(first, rows) {
  const fields = [...form.querySelectorAll("input[data-score]")].filter((field) => field.checkVisibility ? field.checkVisibility() : true);
  const below = fields.slice(fields.indexOf(first), fields.indexOf(first) + rows.length);
  const before = below.map((field) => field.value);
  below.forEach((field, place) => {
    field.value = rows[place];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const words = [said.dataset.filled.replace("{count}", below.length).replace("{first}", labelOf(below[0])).replace("{last}", labelOf(below[below.length - 1]))];
  if (rows.length > below.length) words.push(said.dataset.over.replace("{count}", rows.length - below.length));
  const bad = rows.slice(0, below.length).filter((row) => !isScore(row)).length;
  if (bad) words.push(said.dataset.bad.replace("{count}", bad));
  const undo = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-outline-primary btn-sm", textContent: said.dataset.undo });
  undo.addEventListener("click", () => {
    below.forEach((field, place) => { field.value = before[place]; field.dispatchEvent(new Event("input", { bubbles: true })); });
    said.textContent = said.dataset.undone;
    first.focus();
  });
  const sentence = document.createElement("span");
  sentence.textContent = words.join(" ");
  said.replaceChildren(sentence, undo);
}

if (form && said) {
  form.addEventListener("paste", (event) => {
    const field = event.target.closest("input[data-score]");
    const rows = field && rowsOf(event.clipboardData ? event.clipboardData.getData("text/plain") : "");
    if (!rows) return;
    event.preventDefault();
    fill(field, rows);
  });
}
