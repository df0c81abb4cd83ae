// What happened, with a way back. A toast stays ten seconds, longer while somebody points at it or stands on it.
// The server asks for one with HX-Trigger: {"toast": {"text": "…", "undo_url": "…"}}.
import { element, keys } from "./drawing.js";
import { register } from "./keys.js";
import { act } from "./post.js";
import { say } from "./words.js";

const STAY = 10_000;
const region = document.getElementById("toasts");

export const show = (text, { undoUrl = "", isError = false } = {}) => {
  const toast = element("div", { class: isError ? "toast bad" : "toast" }, element("span", {}, text));
  if (undoUrl) {
    toast.append(element("button", { type: "button", "data-undo": undoUrl }, say("undo"), ...keys("u")));
  }
  region.append(toast);
  keep(toast);
  return toast;
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
    toast.remove();
  } catch {
    button.disabled = false;
  }
};

if (region) {
  for (const toast of region.querySelectorAll(".toast")) keep(toast);
  region.addEventListener("click", (event) => {
    const button = event.target.closest("[data-undo]");
    if (button) undo(button);
  });
  register("u", say("undoLast"), () => [...region.querySelectorAll("[data-undo]:not([disabled])")].at(-1)?.click());
  document.body.addEventListener("toast", (event) => show(event.detail.text, { undoUrl: event.detail.undo_url }));
  document.body.addEventListener("htmx:responseError", () => show(say("failed"), { isError: true }));
  document.body.addEventListener("htmx:sendError", () => show(say("offline"), { isError: true }));
}
