// <button data-opens="id"> shows a native <dialog>; a click beside it or Escape closes it and focus returns by itself.
// Left alone a dialog begins at its button to close; one whose first part is a field begins there.
const FIRST = ".dlg-b :is(a, button, input:not([type=hidden]), select, textarea)";
const FIELD = "input, select, textarea";
export const open = (id) => {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  dialog.dispatchEvent(new CustomEvent("wortel:open"));
  dialog.showModal();
  const first = dialog.querySelector(FIRST);
  if (first?.matches(FIELD)) first.focus();
  dialog.dispatchEvent(new CustomEvent("wortel:opened"));
};

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) return open(opener.dataset.opens);
  const closer = event.target.closest("[data-closes]");
  if (closer) return closer.closest("dialog")?.close();
  if (event.target instanceof HTMLDialogElement && isBeside(event)) event.target.close();
  for (const menu of document.querySelectorAll("details.drop[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details.drop[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
  event.preventDefault();
});

const isBeside = (event) => {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
};
