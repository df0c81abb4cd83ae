// Files beside an answer: chosen, dropped on the composer, or pasted into it. And copies to others.
import { headers } from "/static/ui/js/post.js";
import { element } from "/static/ui/js/drawing.js";
import { show } from "/static/ui/js/toast.js";

const form = () => document.getElementById("composer");
const door = (root) => root?.querySelector("[data-attach]");
const shelf = () => document.getElementById("draft-files");
const WAITING = "[data-step=wrap], [data-step=stroke], [type=submit]";
const underway = new Set();
let busy = 0;
let last = Promise.resolve();

// Nothing is sent while a file is still on its way.
const hold = (root, by) => {
  busy += by;
  for (const button of root.querySelectorAll(WAITING)) button.disabled = busy > 0;
};

const send = (root, files) => {
  const button = door(root);
  if (!button || button.hidden || !files.length) return;
  const body = new FormData();
  for (const file of files) body.append("file", file, file.name || "image.png");
  const bar = element("progress", { max: "1", value: "0" });
  const line = element("span", { class: "file" }, [...files].map((file) => file.name || "image.png").join(", "), bar);
  shelf().append(line);
  underway.add(line);
  hold(root, 1);
  // One after the other: each answer lists all files, so a slow one would hide what came after it.
  const next = () => upload(root, button, body, line, bar);
  last = last.then(next, next);
};

const upload = (root, button, body, line, bar) => new Promise((done) => {
  const request = new XMLHttpRequest();
  request.open("POST", button.dataset.attach);
  for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  request.addEventListener("loadend", () => {
    done();
    hold(root, -1);
    underway.delete(line);
    line.remove();
    if (request.status !== 200) return show(root.dataset.fileFailed, { isError: true });
    const fresh = new DOMParser().parseFromString(request.responseText, "text/html");
    shelf().replaceChildren(...fresh.body.childNodes, ...underway);
    window.htmx.process(shelf());
  });
  request.send(body);
});

document.addEventListener("click", (event) => {
  const root = event.target.closest?.("#composer");
  if (!root) return;
  if (event.target.closest("[data-attach]")) root.querySelector("[data-files]").click();
  if (event.target.closest("[data-copies]")) unfold(root, root.querySelector("#copies").hidden);
  const all = event.target.closest("[data-all]");
  if (all) {
    unfold(root, true);
    root.elements.cc.value = all.dataset.all;
    root.elements.text.dispatchEvent(new InputEvent("input", { bubbles: true }));
    root.elements.text.focus();
  }
});

const unfold = (root, isOpen) => {
  const copies = root.querySelector("#copies");
  copies.toggleAttribute("data-folded", !isOpen);
  copies.hidden = !isOpen;
  root.querySelector("[data-copies]").setAttribute("aria-expanded", String(isOpen));
  if (isOpen) root.elements.cc.focus();
};

document.addEventListener("change", (event) => {
  if (!event.target.matches?.("#composer [data-files]")) return;
  send(event.target.form, event.target.files);
  event.target.value = "";
});

// Copies are kept with the words of the draft.
document.addEventListener("input", (event) => {
  const root = event.target.closest?.("#copies") && form();
  if (root) root.elements.text.dispatchEvent(new InputEvent("input", { bubbles: true }));
});

const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event) || !door(form())) return;
  event.preventDefault();
  form().classList.add("drop");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form()?.classList.remove("drop");
});
document.addEventListener("drop", (event) => {
  if (!carriesFiles(event) || !door(form())) return;
  event.preventDefault();
  form().classList.remove("drop");
  send(form(), event.dataTransfer.files);
});
document.addEventListener("paste", (event) => {
  const root = event.target.closest?.("#composer");
  if (!root || !event.clipboardData.files.length) return;
  event.preventDefault();
  send(root, event.clipboardData.files);
});
