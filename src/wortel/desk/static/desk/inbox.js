// Opening a case beside its list, keeping the list fresh, and keeping one's place in it.
const wide = window.matchMedia("(min-width: 901px)");
const pane = () => document.getElementById("case");
const head = () => document.getElementById("case-head");
const rows = () => document.getElementById("rows");

const isPlain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

// Beside the list where there is room; else the link takes one to a page of its own.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-open]");
  if (!link || !wide.matches || event.defaultPrevented || !isPlain(event)) return;
  event.preventDefault();
  open(link.dataset.open, link);
});

const open = async (address, link) => {
  mark(link);
  await window.htmx.ajax("GET", address, { source: pane(), target: "#case", swap: "innerHTML", push: address });
};

const mark = (link) => {
  for (const row of document.querySelectorAll("#rows .row.current")) {
    row.classList.remove("current");
    row.firstElementChild?.removeAttribute("aria-current");
  }
  const row = link?.closest(".row");
  row?.classList.remove("unread", "fresh");
  row?.classList.add("current");
  link?.setAttribute("aria-current", "true");
};

const markOpen = () => mark(document.getElementById(`row-${head()?.dataset.case}`));

// An act, or its undoing, changed the case that lies open.
document.body.addEventListener("casechanged", () => {
  const number = head()?.dataset.case;
  // Whoever is choosing something in a dialog is not disturbed; what they do next draws the case anew anyway.
  if (!number || pane().querySelector(BUSY)) return;
  const address = rows() ? `/inbox/${rows().dataset.view}/${number}/` : `/cases/${number}/`;
  window.htmx.ajax("GET", address, { source: pane(), target: "#case", swap: "innerHTML" });
});

// A colleague made this case part of another one: whoever is writing keeps their words, everybody else goes along.
document.body.addEventListener("casemerged", () => {
  if (!document.getElementById("composer")?.elements.text.value.trim()) document.body.dispatchEvent(new Event("casechanged"));
});

document.body.addEventListener("inboxchanged", () => rows() && window.htmx.trigger(rows(), "live"));

// An act on its way draws the case anew as well, and its words would be lost with the button that asked for it.
const BUSY = "dialog[open], button.htmx-request, form.htmx-request";
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { target, requestConfig, pathInfo } = event.detail;
  const isRefresh = target === pane() && requestConfig?.verb === "get";
  if (!isRefresh || !pathInfo?.requestPath.includes(`/${head()?.dataset.case}/`)) return;
  if (pane().querySelector(BUSY)) event.detail.shouldSwap = false;
});

// Rows that arrive or move up show it for a moment; whoever has scrolled keeps what was loaded.
let before = new Map();
const places = () => new Map([...document.querySelectorAll("#rows .row")].map((row) => [row.firstElementChild.id, row.dataset.at]));

document.body.addEventListener("htmx:configRequest", (event) => {
  if (event.target === rows()) event.detail.parameters.rows = document.querySelectorAll("#rows .row").length;
});
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target === rows()) before = places();
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== rows()) return;
  for (const row of document.querySelectorAll("#rows .row")) {
    const was = before.get(row.firstElementChild.id);
    if (was !== row.dataset.at) row.classList.add("fresh");
  }
  markOpen();
});

// The counts in the menu and above the list go along with the rows.
document.body.addEventListener("inboxcounts", (event) => {
  const { counts, here } = event.detail;
  for (const [address, words] of Object.entries(counts)) {
    for (const line of document.querySelectorAll(`.side a[href="${address}"] .n`)) {
      line.textContent = words === "0" && !line.closest(".sub") ? "" : words;
    }
  }
  const above = document.getElementById("list-count");
  if (above) above.textContent = here;
});

// On a phone the stream and the page scroll as one; a case still opens at its end.
const toEnd = () => {
  const composer = document.getElementById("composer");
  if (composer && window.matchMedia("(max-width: 720px)").matches) composer.scrollIntoView({ block: "end" });
};
toEnd();

// A choice in a filter is a choice; no button is needed.
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-sends]")) event.target.form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  if (event.target.matches?.("[data-nosend]")) event.preventDefault();
});

// Where there is no room beside the case, I shows and hides the help.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-shows-help]");
  const main = document.getElementById("main");
  if (link) main.classList.toggle("with-help", link.hasAttribute("href") || undefined);
  else if (!event.target.closest?.("#help")) main?.classList.remove("with-help");
});
