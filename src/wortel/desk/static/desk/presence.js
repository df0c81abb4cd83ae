// Who has this case before them, and who writes: told when it changes and every ten seconds, gone when one leaves.
import { headers } from "/static/ui/js/post.js";

const BEAT = 10_000;
const PAUSE = 6_000;
let number = "";
let state = "";
let beat = 0;
let resting = 0;

const address = (one) => `/cases/${one}/presence/`;
const mayTell = () => document.getElementById("composer") !== null;

const tell = (one, now, options = {}) => {
  const body = new FormData();
  body.set("state", now);
  return fetch(address(one), { method: "POST", body, headers: headers(), ...options }).catch(() => null);
};

const send = async (now) => {
  state = now;
  const answer = await tell(number, now);
  const line = document.getElementById("presence");
  if (answer?.ok && line && number === document.getElementById("case-head")?.dataset.case) {
    line.textContent = new DOMParser().parseFromString(await answer.text(), "text/html").body.textContent.replace(/\n+$/, "");
  }
};

const leave = () => {
  if (number) tell(number, "left", { keepalive: true });
  number = "";
  clearInterval(beat);
};

const arrive = () => {
  const found = document.getElementById("case-head")?.dataset.case ?? "";
  if (found === number) return;
  leave();
  if (!found || !mayTell()) return;
  number = found;
  send("looking");
  beat = setInterval(() => !document.hidden && send(state), BEAT);
};

document.addEventListener("input", (event) => {
  if (!event.target.closest?.("#composer") || !number) return;
  if (state !== "writing") send("writing");
  clearTimeout(resting);
  resting = setTimeout(() => number && send("looking"), PAUSE);
});

document.addEventListener("htmx:load", arrive);
window.addEventListener("pagehide", leave);
window.addEventListener("pageshow", (event) => event.persisted && arrive());
arrive();
