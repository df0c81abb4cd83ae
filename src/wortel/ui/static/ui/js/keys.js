// Shortcuts. An element carries its own: data-key="o", "Control+Enter", or a sequence such as "g h".
// A script may add one with register(). Single keys are dead while typing and can be switched off (WCAG 2.1.4).
import { element, keys as drawn } from "./drawing.js";
import { say } from "./words.js";

const PAUSE = 1200;
const registered = [];
let typed = [];
let forgetting = 0;
let deafUntil = 0;

export const register = (stroke, words, run) => registered.push({ strokes: stroke.split(" "), stroke, words, run });

const isTyping = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])"));

const stroke = (event) => {
  // With Alt some systems give another character, so the place of the key counts.
  const letter = event.altKey && /^(Key|Digit)/.test(event.code) ? event.code.slice(-1).toLowerCase() : event.key;
  const held = [];
  if (event.ctrlKey || event.metaKey) held.push("Control");
  if (event.altKey) held.push("Alt");
  if (event.shiftKey && (held.length || letter.length > 1)) held.push("Shift");
  const plain = letter.length === 1 ? letter.toLowerCase() : letter;
  return [...held, plain].join("+");
};

const isSingle = (strokes) => strokes.every((one) => one.length === 1);
const topDialog = () => [...document.querySelectorAll("dialog[open]")].at(-1);

// A key of a part that is being replaced is lost, and what is typed right after it was meant for what it would have opened.
const isTooEarly = (pressed, now) => {
  const leaving = [...document.querySelectorAll("[inert] [data-key]")];
  const early = now < deafUntil || leaving.some((target) => target.dataset.key.split("|").includes(pressed));
  if (early) deafUntil = now + PAUSE;
  return early;
};

const isReachable = (target) =>
  !target.disabled && target.getAttribute("aria-disabled") !== "true" && !target.closest("[hidden], [inert], dialog:not([open])");

const isAround = (target) => Number(target.form?.contains(document.activeElement) ?? false);

const onElements = (root) => {
  const found = [...root.querySelectorAll("[data-key]")].filter(isReachable);
  // What can be seen goes before its twin in a folded menu, and the form one is in before the page around it.
  found.sort((a, b) => Number(b.checkVisibility()) - Number(a.checkVisibility()) || isAround(b) - isAround(a));
  return found.flatMap((target) =>
    target.dataset.key.split("|").map((one) => ({
      strokes: one.split(" "),
      stroke: one,
      words: target.dataset.keyWords || target.getAttribute("aria-label") || ownWords(target),
      run: () => (target.matches("input, textarea, select, [contenteditable]") ? target.focus() : target.click()),
    })),
  );
};

const ownWords = (target) => {
  const copy = target.cloneNode(true);
  copy.querySelectorAll("kbd, svg, .n").forEach((extra) => extra.remove());
  return copy.textContent.trim();
};

// What the page can do, also while a dialog lies over it.
export const all = () => [...onElements(document), ...registered];

// What a key may reach now: an open dialog keeps the page behind it out of reach.
const within = () => (topDialog() ? onElements(topDialog()) : all());

const matches = (strokes) => strokes.length >= typed.length && typed.every((one, at) => strokes[at].toLowerCase() === one.toLowerCase());

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || ["Control", "Shift", "Alt", "Meta"].includes(event.key)) return;
  const pressed = stroke(event);
  const typing = isTyping(event.target);
  const singlesOff = document.documentElement.dataset.singleKeys === "off";
  if (pressed.length === 1 && (typing || singlesOff)) return;
  if (typing && ["Enter", "Escape"].includes(pressed) && topDialog()) return;
  // Escape closes what a figure means, and leaves the page only after that.
  if (pressed === "Escape" && document.querySelector(":popover-open")) return;
  if (pressed.length === 1 && isTooEarly(pressed, event.timeStamp)) return;
  if (event.repeat && isSingle([pressed]) && !"jk".includes(pressed)) return;

  clearTimeout(forgetting);
  typed.push(pressed);
  let candidates = within().filter((one) => matches(one.strokes));
  if (!candidates.length && typed.length > 1) {
    typed = [pressed];
    candidates = within().filter((one) => matches(one.strokes));
  }
  const complete = candidates.find((one) => one.strokes.length === typed.length);
  if (complete) {
    typed = [];
    event.preventDefault();
    complete.run(event);
    return;
  }
  if (!candidates.length) typed = [];
  forgetting = setTimeout(() => (typed = []), PAUSE);
});

const announce = (root) => {
  for (const target of [root, ...(root.querySelectorAll?.("[data-key]") ?? [])]) {
    if (target.dataset?.key && !target.hasAttribute("aria-keyshortcuts")) {
      target.setAttribute("aria-keyshortcuts", target.dataset.key.replaceAll("|", " "));
    }
  }
};
announce(document.body);
document.addEventListener("htmx:load", (event) => announce(event.target));

// The sheet under "?" is written anew each time: it lists what this page can do at this moment.
const sheet = document.getElementById("shortcuts");
sheet?.addEventListener("wortel:open", () => {
  const seen = new Set();
  const lines = all().filter((one) => one.words && !seen.has(one.stroke) && seen.add(one.stroke));
  const groups = [
    [say("onPage"), lines.filter((one) => one.strokes.length === 1)],
    [say("go"), lines.filter((one) => one.strokes.length > 1)],
  ];
  const rows = groups
    .filter(([, members]) => members.length)
    .flatMap(([title, members]) => [
      element("div", { class: "keys-h" }, title),
      ...members.map((one) => element("div", {}, element("dt", {}, ...drawn(one.stroke)), element("dd", {}, one.words))),
    ]);
  sheet.querySelector(".keys-l").replaceChildren(...rows);
});
