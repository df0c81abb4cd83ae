// The composer: answer or note, and the wrap-up inside it. First Ctrl+Enter asks the two questions, second sends.
const form = () => document.getElementById("composer");
const wrapping = (root) => root.querySelector("#wrap");
const stage = (root, name) => root.querySelector(`[data-stage="${name}"]`);

const kindOf = (root) => root.elements.kind.value;

const choose = (root, kind) => {
  root.elements.kind.value = kind;
  for (const button of root.querySelectorAll("[data-kind]")) {
    button.setAttribute("aria-pressed", String(button.dataset.kind === kind));
  }
  for (const part of root.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== kind || "folded" in part.dataset;
  root.classList.toggle("is-note", kind === "note");
  if (kind === "note") back(root);
  root.elements.text.focus();
};

// Fetched as soon as somebody writes, so that the questions are there when they are asked for.
const prepare = (root) => {
  if (root.dataset.prepared || kindOf(root) === "note") return;
  root.dataset.prepared = "yes";
  window.htmx.trigger(wrapping(root), "prepare");
};

const ask = (root) => {
  if (!root.elements.text.value.trim()) return root.elements.text.focus();
  prepare(root);
  // A quiet word to the writer about what stands in the text; whoever reads it decides.
  window.htmx.trigger(root.querySelector("#hints"), "read");
  wrapping(root).hidden = false;
  root.classList.add("open");
  root.elements.wrapped.value = "1";
  stage(root, "writing").hidden = true;
  stage(root, "wrapping").hidden = false;
  focusFirst(root);
  showEnd(root);
};

// On a phone the page scrolls: whatever came into the composer, its buttons stay above the bar.
const showEnd = (root) => {
  if (window.matchMedia("(max-width: 720px)").matches) root.scrollIntoView({ block: "end" });
};

const focusFirst = (root) => (root.querySelector(".opt [aria-pressed=true]") ?? stage(root, "wrapping").querySelector("[type=submit]")).focus();

const back = (root) => {
  if (wrapping(root).hidden) return;
  wrapping(root).hidden = true;
  root.classList.remove("open");
  root.elements.wrapped.value = "";
  stage(root, "writing").hidden = false;
  stage(root, "wrapping").hidden = true;
  root.elements.text.focus();
};

// One stroke: helped, the cause remains, everything else as it would be proposed.
const stroke = (root) => {
  if (!root.elements.text.value.trim()) return root.elements.text.focus();
  wrapping(root).replaceChildren();
  root.elements.wrapped.value = "1";
  for (const [name, value] of [["solved", "yes"], ["gone", "no"]]) {
    const said = document.createElement("input");
    Object.assign(said, { type: "hidden", name, value });
    wrapping(root).append(said);
  }
  root.requestSubmit();
};

const note = (root) =>
  window.htmx.ajax("POST", root.dataset.notes, {
    source: root, target: "#case", swap: "innerHTML", values: { text: root.elements.text.value, view: root.elements.view.value },
  });

const STEPS = { wrap: ask, back, stroke, note };

document.addEventListener("click", (event) => {
  const root = event.target.closest?.("#composer");
  if (!root) return;
  const kind = event.target.closest("[data-kind]")?.dataset.kind;
  if (kind) return choose(root, kind === kindOf(root) && kind === "note" ? "answer" : kind);
  const step = event.target.closest("[data-step]")?.dataset.step;
  if (step) return STEPS[step](root);
  const submit = event.target.closest("[data-then]");
  if (submit) root.elements.then.value = submit.dataset.then;
});

document.addEventListener("focusin", (event) => {
  const root = event.target.closest?.("#composer");
  if (root && event.target === root.elements.text) prepare(root);
});

// The two answers are pairs of buttons; the chips are check boxes that look like chips.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-answer] button");
  if (!button) return;
  const pair = button.parentElement;
  pair.querySelector("input").value = button.value;
  for (const one of pair.querySelectorAll("button")) {
    one.classList.toggle("on", one === button);
    one.setAttribute("aria-pressed", String(one === button));
  }
});
// What else it may be about: one key puts it in the list of reasons, and the list says which of them it is.
const showReason = (root, value) => {
  for (const one of root.querySelectorAll("[data-reason]")) {
    const isOn = one.dataset.reason === value;
    one.classList.toggle("on", isOn);
    one.setAttribute("aria-pressed", String(isOn));
  }
};
document.addEventListener("click", (event) => {
  const chosen = event.target.closest?.("[data-reason]");
  if (!chosen) return;
  document.getElementById("w-reason").value = chosen.dataset.reason;
  showReason(chosen.parentElement, chosen.dataset.reason);
});
document.addEventListener("change", (event) => {
  if (event.target.id === "w-reason") showReason(event.target.form, event.target.value);
  if (event.target.name === "lacks") event.target.parentElement.classList.toggle("on", event.target.checked);
});

// The questions, or a word about the text, came while they were asked for already.
document.body.addEventListener("htmx:afterSwap", (event) => {
  const root = form();
  if (!root || wrapping(root).hidden || event.detail.target.parentElement !== root) return;
  if (event.detail.target === wrapping(root)) focusFirst(root);
  showEnd(root);
});

// A flag answers before the server does.
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.id !== "flag") return;
  const isOn = event.detail.elt.getAttribute("aria-pressed") === "true";
  event.detail.elt.setAttribute("aria-pressed", String(!isOn));
  event.detail.elt.classList.toggle("on", !isOn);
});

// ?? while typing opens the articles; what is chosen takes the place of the two signs.
document.addEventListener("input", (event) => {
  const field = event.target.closest?.("#composer textarea[name=text]");
  if (!field || field.value.slice(field.selectionStart - 2, field.selectionStart) !== "??") return;
  field.setRangeText("", field.selectionStart - 2, field.selectionStart, "end");
  document.querySelector("[data-opens=articles]")?.click();
});
// Where the writer left the text: a dialog that closes puts the focus back, but not the place.
const left = new WeakMap();
document.addEventListener("focusout", (event) => {
  const field = event.target.closest?.("#composer textarea[name=text]");
  if (field) left.set(field, [field.selectionStart, field.selectionEnd]);
});
document.addEventListener("click", (event) => {
  const words = event.target.closest?.("[data-insert]")?.dataset.insert;
  const field = form()?.elements.text;
  if (!words || !field) return;
  const [start, end] = left.get(field) ?? [field.value.length, field.value.length];
  field.setRangeText(words, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  field.focus();
});

// In the list of articles the arrows go up and down, and Enter in the field takes the first one that has its words.
let isTaking = false;
const take = (field) => {
  const list = document.querySelector("#article-l [data-words]");
  isTaking = list?.dataset.words !== field.value;
  if (!isTaking) list.querySelector("[data-insert]")?.click();
};
document.addEventListener("keydown", (event) => {
  const picker = event.target.closest?.("#articles");
  if (!picker) return;
  const field = picker.querySelector("#article-q");
  const stops = [field, ...picker.querySelectorAll("[data-insert]")];
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps && stops.includes(event.target)) {
    event.preventDefault();
    stops[stops.indexOf(event.target) + steps[event.key]]?.focus();
  } else if (event.key === "Enter" && event.target === field) take(field);
  else isTaking = false;
});
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (isTaking && event.detail.target.id === "article-l") take(document.getElementById("article-q"));
});

const begin = () => {
  const root = form();
  if (root) for (const part of root.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== kindOf(root) || "folded" in part.dataset;
};
begin();
document.addEventListener("htmx:load", begin);
