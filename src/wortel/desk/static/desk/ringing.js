// One's own telephone rings: the story of the caller opens by itself. Whoever is writing gets a link instead.
import { show } from "/static/ui/js/toast.js";

const me = document.querySelector('meta[name="wortel-push"]')?.dataset.me;
const isBusy = () =>
  document.querySelector("dialog[open]") || [...document.querySelectorAll("textarea")].some((one) => one.value.trim());

document.addEventListener("wortel:event", (event) => {
  const { name, number, topics = [] } = event.detail;
  if (name !== "call.ringing" || !topics.includes(`agent:${me}`)) return;
  const address = `/contacts/new/?ringing=${number}`;
  if (!isBusy()) return location.assign(address);
  const link = document.createElement("a");
  Object.assign(link, { href: address, textContent: document.getElementById("ringing")?.content.textContent ?? address });
  show("").append(link);
});
