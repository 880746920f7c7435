// Cells of a table as in a sheet: arrows and Enter go from control to control, Escape takes back what was typed.
// The table stays a plain table and Tab goes everywhere as ever; in a text the arrows leave it only at its edges.
// Not here: saving a cell (editing.js).
"use strict";

const grid = document.querySelector("[data-grid]");
if (grid) {
  const begun = new WeakMap(); // what stood in a control when it was entered
  const open = new WeakSet(); // lists that are dropped down: their arrows choose

  const rows = () => Array.from(grid.tBodies[0].rows).filter((row) => !row.classList.contains("group-row"));
  const controlIn = (cell) =>
    cell && cell.querySelector("[data-grid-cell]:not([hidden]):not([disabled]), input[type=checkbox]:not([hidden])");

  const go = (control) => {
    if (!control) return false;
    control.focus();
    if (control.select && control.tagName === "TEXTAREA") control.select();
    return true;
  };
  const below = (cell, step) => {
    const all = rows();
    for (let at = all.indexOf(cell.parentElement) + step; at >= 0 && at < all.length; at += step) {
      const control = controlIn(all[at].cells[cell.cellIndex]);
      if (control) return go(control);
    }
    return false;
  };
  const beside = (cell, step) => {
    for (let next = cell; (next = step > 0 ? next.nextElementSibling : next.previousElementSibling); ) {
      const control = controlIn(next);
      if (control) return go(control);
    }
    return false;
  };

  // Whether an arrow would only move the caret within the text.
  const staysInText = (control, key) => {
    if (control.tagName !== "TEXTAREA") return false;
    const { selectionStart: start, selectionEnd: end, value } = control;
    if (start === 0 && end === value.length && value.length) return false; // just entered, all of it is marked
    if (start !== end) return true;
    if (key === "ArrowLeft") return start > 0;
    if (key === "ArrowRight") return end < value.length;
    if (key === "ArrowUp") return value.lastIndexOf("\n", start - 1) !== -1 && start > 0;
    return value.indexOf("\n", end) !== -1;
  };

  grid.addEventListener("focusin", (event) => {
    if ("value" in event.target) begun.set(event.target, event.target.value);
  });
  grid.addEventListener("focusout", (event) => open.delete(event.target));
  grid.addEventListener("pointerdown", (event) => {
    if (event.target.tagName === "SELECT") open.add(event.target);
  });
  grid.addEventListener("change", (event) => open.delete(event.target));

  grid.addEventListener("keydown", (event) => {
    const control = event.target;
    const cell = control.closest("td");
    if (!cell || control !== controlIn(cell) || event.ctrlKey || event.metaKey || event.isComposing) return;
    const isList = control.tagName === "SELECT";
    if (isList && (event.key === " " || (event.altKey && event.key === "ArrowDown"))) {
      open.add(control);
      return;
    }
    if (event.key === "Escape") {
      const before = begun.get(control);
      if (!open.delete(control) && before !== undefined && control.value !== before) {
        control.value = before;
        control.dispatchEvent(new Event("input", { bubbles: true }));
        event.preventDefault();
      }
      return;
    }
    if (event.altKey || event.shiftKey) return;
    if (isList && open.has(control)) {
      if (event.key === "Enter") open.delete(control);
      return;
    }
    let moved = false;
    if (event.key === "Enter" && control.tagName !== "A") {
      moved = below(cell, 1) || true; // at the last row Enter stays; it never sends the form
    } else if (event.key.startsWith("Arrow") && !staysInText(control, event.key)) {
      const steps = { ArrowUp: [below, -1], ArrowDown: [below, 1], ArrowLeft: [beside, -1], ArrowRight: [beside, 1] };
      const [where, step] = steps[event.key];
      moved = where(cell, step) || isList; // a list keeps its value when there is nowhere to go
    }
    if (moved) event.preventDefault();
  });
}
