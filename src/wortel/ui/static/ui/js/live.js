// News from the server. Every event carries its number, so a broken line is picked up where it broke.
// An element says what it is about, data-live="case:12 inbox", and refreshes itself with hx-trigger="live".
const meta = document.querySelector('meta[name="wortel-push"]');
const GATHER = 60;
const SLOW = 30_000;
let number = Number(meta?.dataset.after ?? 0);
let due = new Set();
let gathering = 0;
let wait = 1000;

const receive = (message) => {
  number = Math.max(number, Number(message.lastEventId) || 0);
  wait = 1000;
  const news = JSON.parse(message.data);
  document.dispatchEvent(new CustomEvent("wortel:event", { detail: { number, ...news } }));
  for (const topic of news.topics ?? [news.about].filter(Boolean)) due.add(topic);
  // A burst of events about one case is one refresh.
  gathering ||= setTimeout(refresh, GATHER);
};

const refresh = () => {
  const topics = due;
  due = new Set();
  gathering = 0;
  for (const target of document.querySelectorAll("[data-live]")) {
    if (target.dataset.live.split(" ").some((topic) => topics.has(topic))) window.htmx.trigger(target, "live");
  }
};

const refreshAll = () => {
  for (const target of document.querySelectorAll("[data-live]")) window.htmx.trigger(target, "live");
};

const listen = () => {
  const address = new URL("/events/", meta.content);
  if (number) address.searchParams.set("after", number);
  const source = new EventSource(address, { withCredentials: true });
  source.onmessage = receive;
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(listen, wait);
    wait = Math.min(wait * 2, SLOW);
  };
  window.addEventListener("pagehide", () => source.close(), { once: true });
};

if (meta) {
  listen();
  // A laptop that slept has missed more than the line can tell.
  document.addEventListener("visibilitychange", () => !document.hidden && wait > 1000 && refreshAll());
  window.addEventListener("pageshow", (event) => event.persisted && (listen(), refreshAll()));
}
