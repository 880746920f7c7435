// Saves every field as it is typed, keeps on this computer what is not saved yet, and where two people changed one
// field shows both texts and lets the person choose. The server's part is measures/views/cells.py; all words come from
// the page (measures/_saving.html). Without this file the plain forms do the whole work.
// Not here: the line to the server (sending.js), numbers of lists (lists.js).
"use strict";
(() => {
  const words = document.getElementById("saving-words")?.dataset;
  if (!words) return;
  const PAUSE = 1500; // ms after the last key
  const AGAIN = [3000, 10000, 30000]; // ms until the first, second and every further try on a broken line
  const ICONS = { saved: "check-circle", saving: "hourglass-split" };
  const fields = [];
  const fieldOf = new WeakMap();
  let leaving = false;

  // ---- small parts of the page

  const part = (name) => document.getElementById(`saving-${name}`).content.firstElementChild.cloneNode(true);
  // Not form.elements: a field of that very name, as the OIT page has, stands in its place.
  const named = (form, name) => form?.querySelector(`[name="${CSS.escape(name)}"]`);
  const fill = (element, name, text) => element.querySelector(`[data-${name}]`).replaceChildren(text || words.empty);

  function when(at) {
    const write = (lang, shape) => new Intl.DateTimeFormat(lang, { timeZone: "Asia/Bangkok", ...shape }).format(at);
    const day = write(`${document.documentElement.lang}-u-ca-buddhist`, { dateStyle: "medium" });
    const time = write("en-GB", { hour: "numeric", minute: "2-digit" }).replace(":", ".").replace(/^0(?=\d)/, "");
    return words.when.replace("{day}", day).replace("{time}", time);
  }

  // ---- one field

  class Field {
    constructor(control) {
      this.isCodes = "codes" in control.dataset; // boxes and a line of one name: together one text
      const alike = `input${this.isCodes ? "" : "[type=radio]"}[name="${CSS.escape(control.name)}"]`;
      const isOne = control.type !== "radio" && !this.isCodes;
      this.controls = isOne ? [control] : [...control.form.querySelectorAll(alike)];
      this.control = control;
      this.address = control.dataset.save; // undefined for a row that does not exist yet
      this.name = control.dataset.field ?? control.name;
      this.seen = control.dataset.seen ?? "";
      this.saved = "unsaved" in control.dataset ? null : this.value; // what the server has, as far as we know
      this.place = control.closest(".field, td, [data-row-version]") ?? control.parentElement;
      const where = (this.address ?? `${location.pathname}#${control.name}`).replace(/^\/en\//, "/");
      this.key = `text:${words.user}:${where}:${this.name}`;
      this.tries = 0;
    }

    get value() {
      if (this.isCodes) {
        const sent = this.controls.filter((each) => each.type !== "checkbox" || each.checked);
        return sent.map((each) => each.value.trim()).filter(Boolean).join(", ");
      }
      if (this.control.type === "radio") return this.controls.find((each) => each.checked)?.value ?? "";
      if (this.control.type === "checkbox") return this.control.checked ? "on" : "";
      return this.control.value;
    }

    set value(text) {
      if (this.isCodes) {
        const left = new Set(text.split(/[\s,]+/).filter(Boolean));
        for (const each of this.controls) if (each.type === "checkbox") each.checked = left.delete(each.value);
        this.control.value = [...left].join(", ");
      } else if (this.control.type === "radio") for (const each of this.controls) each.checked = each.value === text;
      else if (this.control.type === "checkbox") this.control.checked = text === "on";
      else this.control.value = text;
      this.control.dispatchEvent(new CustomEvent("text-shown", { bubbles: true }));
    }

    get isDirty() { return this.value !== this.saved; }
    get isFocused() { return this.controls.includes(document.activeElement); }

    /** Whether leaving the page now would leave text behind that is on its way to nowhere. */
    get isStranded() { return this.isDirty && (!this.address || Boolean(this.held) || Boolean(this.problem)); }

    // -- typing

    touched() {
      if (this.problem === "refused") this.problem = null;
      this.keep();
      if (this.held === "clash") fill(this.panel, "yours", this.inWords());
      if (this.address) this.later(PAUSE);
    }

    /** Leaving the field or the page. */
    left() {
      this.tidy();
      if (this.isDirty && this.problem !== "refused") this.send();
    }

    later(pause) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), pause);
    }

    async send() {
      clearTimeout(this.timer);
      if (!this.address || this.busy || this.held || (!this.isDirty && this.unanswered === undefined)) return;
      // A text whose answer got lost is asked for again before a newer one is sent: nobody clashes with themself.
      const text = this.unanswered ??= this.value;
      this.say("saving", words.saving);
      this.busy = window.sendField(this.address, { field: this.name, value: text, seen: this.seen });
      const answer = await this.busy;
      this.busy = null;
      this.problem = null;
      if (["offline", "trouble", "expired"].includes(answer.state)) return this.failed(answer.state);
      this.unanswered = undefined;
      this.tries = 0;
      if (answer.state === "clash") this.clashed(answer);
      else if (answer.state === "saved" || answer.state === "same") this.stored(answer, text);
      else this.refused(answer, text);
    }

    // -- answers

    stored(answer, text) {
      this.renewSeen(answer.seen);
      this.saved = text;
      this.shown = answer.shown;
      if (!this.isFocused) this.tidy();
      else if ("list" in this.control.dataset) this.takeNumbers(text);
      const told = named(this.control.form, "saved_as_typed");
      if (told) told.value = "1"; // so that the button does not call it unchanged
      this.say("saved", answer.words);
      if (this.isDirty) this.later(PAUSE);
      else this.forget();
      // What was refused may fit now: a reason makes "not done" a full answer.
      for (const other of fields) {
        if (other !== this && other.problem === "refused" && other.address === this.address) other.send();
      }
    }

    /** Shows the text as it was stored, once nobody types in it. */
    tidy() {
      if (this.shown === undefined || this.value !== this.saved || this.shown === this.saved) return;
      this.value = this.shown;
      this.saved = this.value; // boxes have an order of their own
    }

    /** Numbers given to new lines are taken while one types on, or the next text would seem to take them away. */
    takeNumbers(text) {
      const { value, selectionEnd: at } = this.control;
      const numbered = this.shown + /\s*$/.exec(text)[0];
      if (numbered === text || !value.startsWith(text)) return;
      this.saved = numbered;
      this.value = numbered + value.slice(text.length);
      const isBefore = text.slice(0, at) === numbered.slice(0, at);
      const caret = isBefore ? at : this.value.length - (value.length - at);
      this.control.setSelectionRange(caret, caret);
    }

    refused(answer, text) {
      if (answer.state === "gone") this.held = "gone";
      this.problem = answer.state;
      this.say("refused", answer.words);
      this.mark(true);
      if (answer.offer) this.offer(answer.offer);
      if (this.value !== text) this.touched();
    }

    offer({ words: label, value }) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      button.className = "btn btn-outline-primary btn-sm";
      button.addEventListener("click", () => this.use(value));
      this.line.append(button);
    }

    failed(state) {
      this.problem = state;
      this.say(state, words[state]);
      if (state === "expired") this.line.append(part("login"));
      else this.later(AGAIN[Math.min(this.tries++, AGAIN.length - 1)]);
    }

    clashed(answer) {
      this.held = "clash";
      this.saved = answer.shown;
      this.keep();
      this.say("refused", words.clash);
      this.open("clash");
      fill(this.panel, "words", answer.words);
      fill(this.panel, "theirs", answer.theirs_words);
      fill(this.panel, "yours", this.inWords());
      this.on("mine", () => this.choose(answer.seen));
      this.on("theirs", () => {
        this.value = answer.theirs;
        this.choose(answer.seen);
        this.say("saved", words.chosen);
      });
    }

    choose(seen) {
      this.held = null;
      this.close();
      this.renewSeen(seen);
      if (this.isDirty) this.send();
      else this.forget();
      this.control.focus();
    }

    /** Puts a text in and saves it at once. */
    use(text) {
      this.value = text;
      this.keep();
      this.send();
      this.control.focus();
    }

    // -- the copy on this computer

    keep() {
      if (this.offered) return; // the older copy stays until somebody has chosen
      if (!this.isDirty) return this.forget();
      try {
        localStorage.setItem(this.key, JSON.stringify({ text: this.value, at: Date.now() }));
      } catch { /* no room, or not allowed: the field still holds the text, and leaving warns */ }
    }

    forget() {
      if (!this.offered) localStorage.removeItem(this.key);
    }

    /** Offers a text that was not saved the last time, beside what is there now. */
    offerKept() {
      const kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
      if (!kept) return;
      if (kept.text === this.value) return this.isDirty ? undefined : this.forget();
      this.offered = true;
      this.open("kept");
      fill(this.panel, "words", words.kept.replace("{when}", when(kept.at)));
      fill(this.panel, "theirs", this.inWords());
      fill(this.panel, "yours", this.inWords(kept.text));
      const chosen = (act) => () => {
        this.offered = false;
        this.close();
        act();
      };
      this.on("mine", chosen(() => this.use(kept.text)));
      this.on("theirs", chosen(() => this.keep()));
    }

    // -- what is shown

    inWords(value = this.value) {
      if (this.control.type === "radio") {
        return this.controls.find((each) => each.value === value)?.labels[0]?.textContent.trim() ?? value;
      }
      return [...(this.control.options ?? [])].find((each) => each.value === value)?.text ?? value;
    }

    get line() {
      let line = this.place.querySelector(":scope > .save-state");
      if (!line) {
        line = Object.assign(document.createElement("p"), { className: "save-state" });
        line.setAttribute("role", "status");
        this.place.append(line);
      }
      return line;
    }

    say(state, text) {
      const icon = document.createElement("span");
      icon.className = `icon icon-${ICONS[state] ?? "exclamation-triangle"}`;
      icon.setAttribute("aria-hidden", "true");
      const line = this.line;
      line.dataset.state = state;
      line.replaceChildren(icon, Object.assign(document.createElement("span"), { textContent: text }));
      if (state === "saved") this.mark(false);
    }

    mark(isWrong) {
      for (const each of this.controls) each.setAttribute("aria-invalid", String(isWrong));
    }

    open(name) {
      this.close();
      this.panel = part(name);
      this.line.after(this.panel);
    }

    close() {
      this.panel?.remove();
      this.panel = null;
    }

    on(choice, act) {
      this.panel.querySelector(`[data-choose=${choice}]`).addEventListener("click", act);
    }

    /** The plain form learns what was seen last, so that its button finds no clash with what was saved here. */
    renewSeen(seen) {
      this.seen = seen;
      const { form, name } = this.control;
      const all = named(form, `${name.slice(0, name.length - this.name.length)}seen`);
      if (!all) return;
      all.value = all.value.split(" ").map((mark) => (mark.startsWith(`${this.name}:`) ? seen : mark)).join(" ");
    }
  }

  // ---- the page

  for (const control of document.querySelectorAll("[data-save], [data-keep]")) {
    if (fieldOf.has(control)) continue;
    const field = new Field(control);
    field.controls.forEach((each) => fieldOf.set(each, field));
    fields.push(field);
  }
  for (const field of fields) {
    if (field.address) field.line.hidden = false; // there before it first speaks, or nobody hears it
    field.offerKept();
  }

  const each = (act) => () => fields.forEach(act);
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => fieldOf.get(event.target)?.touched());
  }
  document.addEventListener("focusout", (event) => fieldOf.get(event.target)?.left());
  window.addEventListener("online", each((field) => field.send()));
  window.addEventListener("focus", each((field) => field.problem && field.problem !== "refused" && field.send()));
  window.addEventListener("pagehide", each((field) => field.left()));
  document.addEventListener("visibilitychange", each((field) => field.left()));
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && fields.some((field) => field.isStranded)) event.preventDefault();
  });

  // A unit chosen from the list becomes the last line of the units.
  document.addEventListener("change", (event) => {
    const units = document.getElementById(event.target.dataset?.addsTo ?? "");
    if (!units || !event.target.value.trim()) return;
    const field = fieldOf.get(units);
    const lines = [...units.value.split("\n").filter((line) => line.trim()), event.target.value.trim()];
    event.target.value = "";
    fieldOf.get(event.target)?.touched();
    field.use(lines.join("\n"));
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-offer-for]");
    const field = button && fieldOf.get(document.getElementById(button.dataset.offerFor));
    if (!field?.address) return;
    event.preventDefault();
    field.use(button.value);
    button.parentElement.remove();
  });

  // The button sends the whole form once what is on its way has been answered; ita.js forgets the copies after "saved".
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const own = fields.filter((field) => field.control.form === form);
    const open = own.filter((field) => field.busy);
    if (!own.length) return;
    if (open.length) {
      event.preventDefault();
      await Promise.all(open.map((field) => field.busy));
      delete form.dataset.sent;
      return form.requestSubmit(event.submitter);
    }
    leaving = true;
    own.forEach((field) => clearTimeout(field.timer));
    const keys = own.filter((field) => !field.offered).map((field) => field.key);
    sessionStorage.setItem("sent-texts", JSON.stringify(keys));
  });
})();
