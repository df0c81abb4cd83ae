// J and K walk the rows of a [data-rows] list, Enter opens; Alt+J and Alt+K open the next and the previous case at once.
import { register } from "./keys.js";
import { say } from "./words.js";

const rows = () => [...document.querySelectorAll("[data-rows] [data-row], [data-rows] .row > a")].filter((row) => row.checkVisibility());

const current = (all) => {
  const focused = all.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  return focused >= 0 ? focused : all.findIndex((row) => row.hasAttribute("aria-current") || row.closest(".current"));
};

const walk = (by) => {
  const all = rows();
  const next = all[Math.min(Math.max(current(all) + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return next;
};

if (document.querySelector("[data-rows]")) {
  register("j", say("nextRow"), () => walk(1));
  register("k", "", () => walk(-1));
  register("Alt+j", "", () => walk(1)?.click());
  register("Alt+k", "", () => walk(-1)?.click());
}
