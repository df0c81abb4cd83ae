// A call while it is going on: a number or a name finds who it is, and their story comes beside it.
document.addEventListener("click", (event) => {
  const caller = event.target.closest?.("[data-customer]");
  const form = document.getElementById("new");
  if (!caller || !form) return;
  form.elements.customer.value = caller.dataset.customer;
  form.elements.who.value = caller.dataset.name;
  document.getElementById("callers").replaceChildren();
  window.htmx.ajax("GET", caller.dataset.story, { target: "#story", swap: "innerHTML" });
  form.elements.text.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "who") return;
  const first = document.querySelector("#callers [data-customer]");
  if (event.key === "Enter") {
    event.preventDefault();
    if (first) first.click();
    else document.getElementById("new").elements.text.focus();
  } else if (event.key === "ArrowDown" && first) {
    event.preventDefault();
    first.focus();
  }
});

document.addEventListener("input", (event) => {
  if (event.target.id === "who") document.getElementById("new").elements.customer.value = "";
});

// What is written down asks the two questions; keys 1 to 4 answer them.
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "new-out") return;
  document.getElementById("new").hidden = true;
  document.getElementById("wrap-form")?.querySelector(".opt [aria-pressed=true]")?.focus();
});
