// What happened, with a way back. A toast stays ten seconds, longer while somebody points at it or stands on it.
// The server asks for one with HX-Trigger: {"toast": {"text": "…", "undo_url": "…", "seconds": 30}}.
// With "seconds" the way back closes then: the toast counts down, ends on time, and comes along to the next page;
// once it has been read only its button stays, out of the way.
import { element, keys } from "./drawing.js";
import { register } from "./keys.js";
import { act } from "./post.js";
import { say } from "./words.js";

const STAY = 10_000;
const LOOK = 250;
const KEPT = "wortel-undo";
const region = document.getElementById("toasts");

export const show = (text, { undoUrl = "", isError = false, until = 0, isRead = false } = {}) => {
  const toast = element("div", { class: isError ? "toast bad" : "toast" }, element("span", {}, text));
  const left = until ? [element("span", { class: "num", "aria-hidden": "true" })] : [];
  if (undoUrl) {
    toast.append(element("button", { type: "button", "data-undo": undoUrl }, say("undo"), ...left, ...keys("u")));
  }
  region.append(toast);
  if (until) countDown(toast, left[0], until, isRead ? 0 : Date.now() + STAY);
  else keep(toast);
  return toast;
};

const waiting = () => JSON.parse(sessionStorage.getItem(KEPT) ?? "[]").filter((one) => one.until > Date.now());
const remember = (ones) => sessionStorage.setItem(KEPT, JSON.stringify(ones));
const forget = (undoUrl) => remember(waiting().filter((one) => one.undoUrl !== undoUrl));

const countDown = (toast, place, until, readBy) => {
  const look = () => {
    const seconds = Math.ceil((until - Date.now()) / 1000);
    place.textContent = `${seconds} s`;
    if (Date.now() >= readBy) shrink(toast);
    if (seconds > 0 && toast.isConnected) return;
    clearInterval(timer);
    if (toast.contains(document.activeElement)) document.getElementById("main")?.focus();
    toast.remove();
  };
  const timer = setInterval(look, LOOK);
  look();
};

const shrink = (toast) => {
  toast.classList.add("small");
  toast.firstElementChild.classList.add("vh");
};

const told = ({ text, undo_url: undoUrl, seconds }) => {
  const one = { text, undoUrl, until: seconds ? Date.now() + seconds * 1000 : 0 };
  if (one.until) remember([...waiting(), one]);
  show(text, one);
};

const keep = (toast) => {
  let timer = 0;
  const start = () => {
    clearTimeout(timer);
    timer = setTimeout(() => toast.remove(), STAY);
  };
  const stop = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", stop);
  toast.addEventListener("pointerleave", start);
  toast.addEventListener("focusin", stop);
  toast.addEventListener("focusout", start);
  start();
};

const undo = async (button) => {
  const toast = button.closest(".toast");
  button.disabled = true;
  try {
    await act(button.dataset.undo);
    forget(button.dataset.undo);
    toast.remove();
  } catch {
    button.disabled = false;
  }
};

if (region) {
  for (const toast of region.querySelectorAll(".toast")) keep(toast);
  for (const one of waiting()) show(one.text, { ...one, isRead: true });
  region.addEventListener("click", (event) => {
    const button = event.target.closest("[data-undo]");
    if (button) undo(button);
  });
  register("u", say("undoLast"), () => [...region.querySelectorAll("[data-undo]:not([disabled])")].at(-1)?.click());
  document.body.addEventListener("toast", (event) => told(event.detail));
  document.body.addEventListener("htmx:responseError", () => show(say("failed"), { isError: true }));
  document.body.addEventListener("htmx:sendError", () => show(say("offline"), { isError: true }));
}
