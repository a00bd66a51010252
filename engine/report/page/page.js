// What the page does beyond being read: filters, stepping through the evidence, and the index's search.
// Everything is readable without it: the filters stay hidden until this runs.
"use strict";
(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const say = (words) => { document.getElementById("count").textContent = words; };
  const plural = (count, noun) => count + " " + noun + (count === 1 ? "" : "s");

  function report(form) {
    const notes = all(".note");
    const details = all(".note details");
    const markOf = (note) => document.getElementById("s" + note.id.slice(1));
    let current = -1;

    function suits(finding, wanted) {
      const context = finding.dataset.context || "|";
      return (!wanted.side || finding.classList.contains(wanted.side)) &&
        (!wanted.rule || finding.dataset.rule === wanted.rule) &&
        (!wanted.statement || finding.dataset.statement.split(" ").includes(wanted.statement)) &&
        (!wanted.context || (wanted.context === "none" ? context === "|" : context.includes("|" + wanted.context + "|")));
    }

    function apply() {
      const wanted = Object.fromEntries(new FormData(form));
      const filtered = Object.values(wanted).some((value) => value);
      let findings = 0;
      let sentences = 0;
      for (const note of notes) {
        let shown = 0;
        for (const finding of all(".f", note)) {
          finding.hidden = !suits(finding, wanted);
          if (!finding.hidden) shown += 1;
        }
        note.hidden = shown === 0;
        const more = note.querySelector("details");
        if (more) {
          more.hidden = all(".f:not([hidden])", more).length === 0;
          more.open = filtered;
        }
        markOf(note).classList.toggle("off", note.hidden);
        findings += shown;
        if (shown) sentences += 1;
      }
      current = -1;
      say(plural(findings, "finding") + " in " + plural(sentences, "sentence"));
    }

    function step(by) {
      const shown = notes.filter((note) => !note.hidden);
      if (!shown.length) return;
      current = current < 0 ? (by > 0 ? 0 : shown.length - 1) : (current + by + shown.length) % shown.length;
      for (const old of all(".current")) old.classList.remove("current");
      const note = shown[current];
      note.classList.add("current");
      markOf(note).classList.add("current");
      markOf(note).scrollIntoView({ block: "center" });
      say((current + 1) + " of " + shown.length + ": " + all(".f:not([hidden])", note).map((f) => f.querySelector(".points").textContent + " " + f.querySelector(".title").textContent).join(", "));
    }

    form.addEventListener("change", apply);
    form.addEventListener("reset", () => setTimeout(apply));
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const button of all("[data-step]", form)) button.addEventListener("click", () => step(Number(button.dataset.step)));
    // With a mouse the highlighted words themselves lead to the note; by keyboard the number after them does.
    for (const note of notes) {
      markOf(note).addEventListener("click", () => {
        if (String(getSelection()) === "" && !note.hidden) location.hash = note.id;
      });
    }
    // On paper nothing can be opened.
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = details.filter((one) => !one.open);
      for (const one of opened) one.open = true;
    });
    addEventListener("afterprint", () => { for (const one of opened) one.open = false; });
    form.hidden = false;
    apply();
  }

  function index(form) {
    const rows = all(".entry");
    function apply() {
      const words = form.elements.words.value.trim().toLowerCase();
      const differs = form.elements.differs.checked;
      let shown = 0;
      for (const row of rows) {
        row.hidden = (differs && row.dataset.differs !== "1") || !row.textContent.toLowerCase().includes(words);
        if (!row.hidden) shown += 1;
      }
      say(shown + " of " + plural(rows.length, "row"));
    }
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    apply();
  }

  const filters = document.getElementById("filters");
  if (filters) report(filters);
  const indexFilters = document.getElementById("index-filters");
  if (indexFilters) index(indexFilters);
})();
