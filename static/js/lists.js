// Numbered lists in text areas with data-list: Enter offers the next number, Enter on an empty item ends the list, and
// a list typed without numbers can be given them by a button. The rule is that of thai/list_numbers.py.
// Not here: saving (editing.js).
"use strict";
(() => {
  const LETTERS = "กขคงจฉชซฌญ";
  const N = "[0-9๐-๙]";
  const MARKER = new RegExp([
    `^(\\s*)(\\((?:${N}{1,3}|[ก-ฮ])\\)`, // (1) (ก)
    `${N}{1,3}\\)`, // 1)
    `[1-9๑-๙]${N}?(?:\\.[1-9๑-๙]${N}?)+\\.?(?=\\s)(?!\\s*(?:น\\.|%))`, // 1.1, but not 10.30 น.
    `${N}{1,3}\\.(?!${N})`, // 1.
    `[ก-ฮ]\\.(?=\\s)`, // ก.
    `[-–—•](?![0-9๐-๙–—-]))\\s*(.*)$`,
  ].join("|"));
  const arabic = (text) => text.replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0x0e50);
  const thai = (text) => text.replace(/[0-9]/g, (digit) => String.fromCharCode(Number(digit) + 0x0e50));

  /** The marker after this one in the same style; "" where there is none. */
  function next(marker) {
    if ("-–—•".includes(marker)) return marker;
    const letter = marker.replace(/[().]/g, "");
    if (LETTERS.includes(letter)) {
      const following = LETTERS[LETTERS.indexOf(letter) + 1];
      return following ? marker.replace(letter, following) : "";
    }
    return marker.replace(/([0-9๐-๙]+)(?=[^0-9๐-๙]*$)/, (digits) => {
      const number = String(Number(arabic(digits)) + 1).padStart(digits.length, "0");
      return arabic(digits) === digits ? number : thai(number);
    });
  }

  function type(area, from, to, text) {
    area.setSelectionRange(from, to);
    // The old command, because only it leaves the browser's own undo working.
    if (!document.execCommand(text ? "insertText" : "delete", false, text)) area.setRangeText(text, from, to, "end");
  }

  document.addEventListener("keydown", (event) => {
    const area = event.target;
    const held = event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
    if (event.key !== "Enter" || held || area.dataset?.list === undefined) return;
    const at = area.selectionStart;
    if (at !== area.selectionEnd) return;
    const start = area.value.lastIndexOf("\n", at - 1) + 1;
    const rest = area.value.slice(at).split("\n", 1)[0];
    const found = MARKER.exec(area.value.slice(start, at));
    if (!found || rest.trim()) return;
    const [, indent, marker, text] = found;
    const following = text.trim() ? next(marker) : "";
    if (text.trim() && !following) return;
    event.preventDefault();
    if (text.trim()) type(area, at, at, `\n${indent}${following} `);
    else type(area, start, at, "");
  });

  // ---- the button for lists without numbers

  const template = document.getElementById("saving-number");
  if (!template) return;
  const bare = (area) => {
    const lines = area.value.split("\n").filter((line) => line.trim());
    return lines.length > 1 && !lines.some((line) => MARKER.test(line));
  };
  for (const area of document.querySelectorAll("textarea[data-list]")) {
    const button = template.content.firstElementChild.cloneNode(true);
    const look = () => { button.hidden = !bare(area); };
    area.after(button);
    look();
    area.addEventListener("input", look);
    area.addEventListener("text-shown", look);
    button.addEventListener("click", () => {
      let marker = "๐.";
      const numbered = area.value.split("\n").map((line) => {
        if (!line.trim() || /^\s{2}/.test(line)) return line;
        marker = next(marker);
        return `${marker} ${line.trim()}`;
      });
      area.focus();
      type(area, 0, area.value.length, numbered.join("\n"));
      look();
    });
  }
})();
