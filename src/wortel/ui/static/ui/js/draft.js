// A draft is kept on the server while somebody types: <textarea data-draft="/cases/12/draft/"> inside a form.
// The words "saved 11:44" go to [data-draft-status] in that form. What could not be sent waits in this tab.
import { post } from "./post.js";
import { clock, say } from "./words.js";

const QUIET = 700;
const AGAIN = 5000;
const pending = new Map();

const place = (field) => `wortel-draft:${field.dataset.draft}`;
const status = (field) => (field.form ?? document).querySelector("[data-draft-status]");

const tell = (field, words) => {
  const line = status(field);
  if (line) line.textContent = words;
};

const save = async (field, options = {}) => {
  clearTimeout(pending.get(field));
  pending.delete(field);
  const text = field.value;
  const body = new FormData(field.form ?? undefined);
  body.set(field.name, text);
  try {
    const answer = await post(field.dataset.draft, body, options);
    if (!answer.ok) throw new Error(String(answer.status));
    sessionStorage.removeItem(place(field));
    tell(field, `${say("saved")} ${clock()}`);
  } catch {
    sessionStorage.setItem(place(field), text);
    tell(field, say("unsaved"));
    if (!pending.has(field)) pending.set(field, setTimeout(() => save(field), AGAIN));
  }
};

const restore = (field) => {
  const waiting = sessionStorage.getItem(place(field));
  if (waiting === null || waiting === field.value) return;
  field.value = waiting;
  save(field);
};

document.addEventListener("input", (event) => {
  const field = event.target.closest?.("[data-draft]");
  if (!field) return;
  clearTimeout(pending.get(field));
  pending.set(field, setTimeout(() => save(field), QUIET));
});

// A form that is sent takes its text with it; a page that is left sends what still waits.
document.addEventListener("submit", (event) => {
  for (const field of event.target.querySelectorAll("[data-draft]")) {
    clearTimeout(pending.get(field));
    pending.delete(field);
    sessionStorage.removeItem(place(field));
  }
});
window.addEventListener("pagehide", () => {
  for (const field of pending.keys()) save(field, { keepalive: true });
});

const begin = (root) => root.querySelectorAll?.("[data-draft]").forEach(restore);
begin(document);
document.addEventListener("htmx:load", (event) => begin(event.target));
