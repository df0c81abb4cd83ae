// Ctrl/⌘ K: first what can be done on this page ([data-command]), then what the server finds under /command/?q=…
import { all } from "./keys.js";
import { element, icon, keys } from "./drawing.js";
import { act } from "./post.js";
import { say } from "./words.js";

const PATIENCE = 90;
const bar = document.getElementById("command");
const input = bar?.querySelector(".cb-q");
const list = bar?.querySelector(".cb-l");
const status = bar?.querySelector("[role=status]");
let asking = null;
let waiting = 0;
let remote = [];

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const fits = (label, query) => plain(query).split(/\s+/).every((word) => plain(label).includes(word));

const onPage = (query) => {
  const items = [...document.querySelectorAll("[data-command]")]
    .filter((target) => !target.disabled && !target.closest("[hidden], dialog"))
    .map((target) => ({
      icon: target.dataset.commandIcon || "arrow-right",
      label: target.dataset.command,
      key: target.dataset.key?.split("|")[0] ?? "",
      tone: target.dataset.commandTone ?? "",
      run: () => target.click(),
    }));
  const shown = items.filter((item) => fits(item.label, query));
  return shown.length ? [{ title: scope() || say("onPage"), items: shown }] : [];
};

const places = (query) => {
  const items = all()
    .filter((one) => one.strokes.length > 1 && fits(one.words, query))
    .map((one) => ({ icon: "arrow-right", label: one.words, key: one.stroke, run: one.run }));
  return items.length ? [{ title: say("go"), items }] : [];
};

const scope = () => document.querySelector("[data-command-scope]")?.dataset.commandScope ?? "";

const marked = (label, query) => {
  const at = query ? plain(label).indexOf(plain(query)) : -1;
  // Folding may change lengths; then the plain label is better than a wrong underline.
  if (at < 0 || plain(label).length !== label.length) return [label];
  return [label.slice(0, at), element("mark", {}, label.slice(at, at + query.length)), label.slice(at + query.length)];
};

const line = (item, query, number) => {
  const made = element("a", { class: `cb-i ${item.tone ?? ""}`.trim(), role: "option", id: `command-${number}`, href: item.href ?? null });
  made.append(icon(item.icon || "arrow-right"), element("span", { class: "cb-t" }, ...marked(item.label, query)));
  if (item.hint) made.append(element("span", { class: "quiet small" }, item.hint));
  if (item.key) made.append(...keys(item.key));
  made.wortelRun = item.run ?? (item.action ? () => act(item.action) : null);
  return made;
};

const draw = () => {
  const query = input.value.trim();
  const groups = [...onPage(query), ...remote, ...(query ? places(query) : remote.length ? [] : places(query))];
  let number = 0;
  const nodes = groups.map((group, at) => {
    const title = element("div", { class: "cb-h", id: `command-h-${at}` }, group.title);
    const lines = group.items.map((item) => line(item, query, number++));
    return element("div", { role: "group", "aria-labelledby": `command-h-${at}` }, title, ...lines);
  });
  if (!number) nodes.push(element("p", { class: "cb-n quiet" }, `${say("nothing")} “${query}”`));
  list.replaceChildren(...nodes);
  status.textContent = number ? `${number} ${say("found")}` : `${say("nothing")} ${query}`;
  choose(list.querySelector("[role=option]"));
};

const choose = (option) => {
  list.querySelector(".on")?.removeAttribute("aria-selected");
  list.querySelector(".on")?.classList.remove("on");
  if (!option) return input.removeAttribute("aria-activedescendant");
  option.classList.add("on");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", option.id);
};

const step = (by) => {
  const options = [...list.querySelectorAll("[role=option]")];
  const at = options.indexOf(list.querySelector(".on"));
  choose(options[(at + by + options.length) % options.length]);
};

const run = (option) => {
  if (!option) return;
  bar.close();
  if (option.wortelRun) option.wortelRun();
  else if (option.href) window.location.assign(option.href);
};

const ask = async () => {
  asking?.abort();
  asking = new AbortController();
  const query = input.value.trim();
  try {
    const address = `${bar.dataset.address}?q=${encodeURIComponent(query)}`;
    const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
    remote = answer.ok ? (await answer.json()).groups : [];
  } catch (reason) {
    if (reason.name === "AbortError") return;
    remote = [];
  }
  draw();
};

if (bar) {
  bar.addEventListener("wortel:open", () => {
    input.value = "";
    remote = [];
    const chip = bar.querySelector(".cb-in .chip");
    chip.textContent = scope();
    chip.hidden = !scope();
  });
  bar.addEventListener("wortel:opened", () => {
    input.focus();
    draw();
    ask();
  });
  input.addEventListener("input", () => {
    draw();
    clearTimeout(waiting);
    waiting = setTimeout(ask, PATIENCE);
  });
  input.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) step(steps[event.key]);
    else if (event.key === "Enter") run(list.querySelector(".on"));
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option?.wortelRun) return;
    event.preventDefault();
    run(option);
  });
}
