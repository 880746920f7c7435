// The board and its reminder: what needs JavaScript appears, all rows of a page are chosen at once, a text is copied.
// Not here: saving a cell (editing.js), moving between cells (grid.js).
"use strict";

for (const each of document.querySelectorAll("[data-with-js]")) each.hidden = false;
for (const each of document.querySelectorAll("[data-without-js]")) each.hidden = true;

const form = document.getElementById("board-form");
if (form) {
  const all = form.querySelector("[data-all]");
  const count = form.querySelector(".bulk-count");
  const boxes = Array.from(form.querySelectorAll("input[name=row]"));
  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    count.textContent = chosen ? `${count.dataset.chosen} ${chosen}` : "";
    document.getElementById("bulk").classList.toggle("is-idle", !chosen); // nothing chosen: it lies over no row
    for (const box of boxes) box.closest("tr").classList.toggle("is-chosen", box.checked);
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "row") tell();
  });
  window.addEventListener("pageshow", tell);
  tell();
}

// A row saved in place is one version on: choosing it afterwards is not somebody else's change. One step and not the
// answer's version, so that what another person saved meanwhile is still noticed.
if (form && window.sendField) {
  const send = window.sendField;
  window.sendField = async (address, data) => {
    const answer = await send(address, data);
    const control = answer.state === "saved" && form.querySelector(`[data-save="${CSS.escape(address)}"]`);
    const box = control && control.closest("tr").querySelector("input[name=row]");
    if (box) {
      const parts = box.value.split("-");
      parts[control.dataset.versionAt] = Number(parts[control.dataset.versionAt]) + 1;
      box.value = parts.join("-");
    }
    return answer;
  };
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      document.execCommand("copy"); // a page without https has no clipboard of its own
    }
    document.getElementById(`${button.dataset.copy}-state`).textContent = button.dataset.done;
  });
}
